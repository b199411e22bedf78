package dev.cvae.analysis;

import dev.cvae.Posterior;

/** The log-densities of a posterior q(z|x,c), whose numbers are copied out once. */
final class NormalDensity {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final float[][] mean;
  private final float[][] logVariance;

  NormalDensity(Posterior posterior) {
    this.mean = posterior.mean();
    this.logVariance = posterior.logVariance();
  }

  /** How many distributions these are. */
  int rows() {
    return mean.length;
  }

  /** log q(z|x,c) of one row, −½ Σ (z − μ)² / σ² + log σ² + log 2π. */
  double log(int row, float[] z) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double distance = z[i] - (double) mean[row][i];
      sum +=
          distance * distance * Math.exp(-logVariance[row][i]) + logVariance[row][i] + LOG_TWO_PI;
    }
    return -0.5 * sum;
  }

  /** μ + σ ⊙ ε of one row. */
  float[] at(int row, float[] noise) {
    float[] z = new float[noise.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (mean[row][i] + Math.exp(0.5 * logVariance[row][i]) * noise[i]);
    }
    return z;
  }
}
