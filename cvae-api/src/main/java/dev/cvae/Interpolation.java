package dev.cvae;

import dev.cvae.error.InvalidSettingException;

/** Ways through the latents; {@link GenerativeModel#decode} shows what lies on them. */
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
    check(from, to, count);
    float[][] way = new float[count][from.length];
    for (int step = 0; step < count; step++) {
      float t = (float) step / (count - 1);
      for (int i = 0; i < from.length; i++) {
        way[step][i] = (1 - t) * from[i] + t * to[i];
      }
    }
    return way;
  }

  /**
   * The way along a great circle (Shoemake 1985), with Ω the angle between the ends:
   *
   * <pre>sin((1 − t) Ω) / sin Ω · from + sin(t Ω) / sin Ω · to,   t = 0 … 1 in equal steps.</pre>
   *
   * <p>Draws from N(0, I) in many dimensions all have a length near √latent; this way stays near it
   * where the straight one cuts through the middle. Between two latents of one direction it is the
   * straight way.
   *
   * @param from the first latent, not zero
   * @param to the last latent, as long as the first, not zero and not opposite to it
   * @param count how many latents, both ends included; at least 2
   * @return new arrays, (count, latent)
   */
  public static float[][] spherical(float[] from, float[] to, int count) {
    check(from, to, count);
    double angle = angle(from, to);
    if (!(angle < Math.PI - 1e-6)) { // NaN, too: a latent of zeros has no direction
      throw new InvalidSettingException(
          "from and to must not be zero nor opposite: no great circle is the shortest then");
    }
    if (angle < 1e-6) {
      return linear(from, to, count);
    }
    float[][] way = new float[count][from.length];
    for (int step = 0; step < count; step++) {
      double t = (double) step / (count - 1);
      double a = Math.sin((1 - t) * angle) / Math.sin(angle);
      double b = Math.sin(t * angle) / Math.sin(angle);
      for (int i = 0; i < from.length; i++) {
        way[step][i] = (float) (a * from[i] + b * to[i]);
      }
    }
    return way;
  }

  /**
   * A latent traversal: one latent takes given values, the others stay.
   *
   * @param from what to start from, such as a posterior's mean
   * @param latent which one varies, 0 to {@code from.length - 1}
   * @param values what it becomes, one after the other
   * @return new arrays, (values, latent)
   */
  public static float[][] traversal(float[] from, int latent, float... values) {
    if (latent < 0 || latent >= from.length) {
      throw InvalidSettingException.of("latent", "must lie in 0.." + (from.length - 1), latent);
    }
    float[][] way = new float[values.length][];
    for (int step = 0; step < values.length; step++) {
      way[step] = from.clone();
      way[step][latent] = values[step];
    }
    return way;
  }

  /** Between two directions, as accurate for small angles as for large ones (Kahan 2006). */
  private static double angle(float[] from, float[] to) {
    double lengthOfFrom = Math.sqrt(dot(from, from));
    double lengthOfTo = Math.sqrt(dot(to, to));
    double difference = 0;
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      double a = from[i] / lengthOfFrom;
      double b = to[i] / lengthOfTo;
      difference += (a - b) * (a - b);
      sum += (a + b) * (a + b);
    }
    return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static void check(float[] from, float[] to, int count) {
    if (from.length != to.length) {
      throw InvalidSettingException.of(
          "to", "must have the length of from, " + from.length, to.length);
    }
    if (count < 2) {
      throw InvalidSettingException.of("count", "must be at least 2", count);
    }
  }
}
