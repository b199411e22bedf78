package dev.cvae;

import dev.cvae.error.InvalidSettingException;

/** Ways from one latent to another; {@link GenerativeModel#decode} shows what lies on them. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * The straight way: (1 − t) from + t to, t = 0 … 1 in equal steps.
   *
   * @param from the first latent
   * @param to the last latent, as long as the first
   * @param count how many latents, both ends included; at least 2
   * @return new arrays, (count, latent)
   */
  public static float[][] linear(float[] from, float[] to, int count) {
    if (from.length != to.length) {
      throw InvalidSettingException.of(
          "to", "must have the length of from, " + from.length, to.length);
    }
    if (count < 2) {
      throw InvalidSettingException.of("count", "must be at least 2", count);
    }
    float[][] way = new float[count][from.length];
    for (int step = 0; step < count; step++) {
      float t = (float) step / (count - 1);
      for (int i = 0; i < from.length; i++) {
        way[step][i] = (1 - t) * from[i] + t * to[i];
      }
    }
    return way;
  }
}
