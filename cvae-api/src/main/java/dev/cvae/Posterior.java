package dev.cvae;

import dev.cvae.random.RandomStream;

/**
 * What the encoder says of some rows: q(z|x,c) = N(mean, diag exp logVariance), one row each.
 * Immutable: arrays are copied on the way out; any thread may use it.
 */
public final class Posterior {
  private final float[][] mean;
  private final float[][] logVariance;

  Posterior(float[][] mean, float[][] logVariance) {
    this.mean = mean;
    this.logVariance = logVariance;
  }

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  public int size() {
    return mean.length;
  }

  /**
   * The means μ.
   *
   * @return new arrays, (size, latent)
   */
  public float[][] mean() {
    return copy(mean);
  }

  /**
   * One row's mean.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array as long as the latent size
   */
  public float[] mean(int row) {
    return mean[row].clone();
  }

  /**
   * One row's log-variance.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array as long as the latent size
   */
  public float[] logVariance(int row) {
    return logVariance[row].clone();
  }

  /**
   * The log-variances log σ².
   *
   * @return new arrays, (size, latent)
   */
  public float[][] logVariance() {
    return copy(logVariance);
  }

  /**
   * One z = μ + σ ⊙ ε a row, ε ~ N(0, I) (Kingma &amp; Welling 2014, section 2.4).
   *
   * @param seed the same seed gives the same z
   * @return new arrays, (size, latent)
   */
  public float[][] sample(long seed) {
    RandomStream random = RandomStream.of(seed).split("posterior");
    float[][] z = new float[mean.length][];
    for (int row = 0; row < z.length; row++) {
      z[row] = new float[mean[row].length];
      for (int i = 0; i < z[row].length; i++) {
        double sigma = StrictMath.exp(0.5 * logVariance[row][i]);
        z[row][i] = (float) (mean[row][i] + sigma * random.normal((long) row * z[row].length + i));
      }
    }
    return z;
  }

  private static float[][] copy(float[][] arrays) {
    float[][] copy = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copy[i] = arrays[i].clone();
    }
    return copy;
  }
}
