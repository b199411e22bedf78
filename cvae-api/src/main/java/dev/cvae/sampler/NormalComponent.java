package dev.cvae.sampler;

import java.util.Arrays;

/**
 * One normal distribution while a mixture is fitted. Rows come in blocks, turned over so that the
 * innermost loops run along arrays of many rows: loops that the JIT compiler vectorises.
 */
final class NormalComponent {
  private final double[] mean;
  private final double[][] factor; // L, lower triangle
  private final double logConstant;

  /**
   * A distribution.
   *
   * @param mean m
   * @param covariance Σ, of which the lower triangle is read; becomes L
   */
  NormalComponent(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.factor = covariance;
    this.logConstant = -factorise(covariance) - 0.5 * mean.length * StrictMath.log(2 * Math.PI);
  }

  /**
   * log N(z; m, L Lᵀ) = −½ ‖e‖² − log det L − (d/2) log 2π, where L e = z − m.
   *
   * @param z (dimension, row)
   * @param e scratch, (dimension, row)
   * @param out filled, (row)
   */
  void logDensity(double[][] z, double[][] e, double[] out) {
    Arrays.fill(out, logConstant);
    for (int i = 0; i < mean.length; i++) {
      double[] ei = e[i];
      for (int row = 0; row < ei.length; row++) {
        ei[row] = z[i][row] - mean[i];
      }
      for (int j = 0; j < i; j++) {
        addScaled(-factor[i][j], e[j], ei);
      }
      double diagonal = factor[i][i];
      for (int row = 0; row < ei.length; row++) {
        ei[row] /= diagonal;
        out[row] -= 0.5 * ei[row] * ei[row];
      }
    }
  }

  /** m in float32. */
  float[] mean() {
    float[] copy = new float[mean.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) mean[i];
    }
    return copy;
  }

  /** L in float32, row by row, 0 above its diagonal. */
  float[] factor() {
    int d = mean.length;
    float[] copy = new float[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        copy[i * d + j] = (float) factor[i][j];
      }
    }
    return copy;
  }

  private static void addScaled(double scale, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += scale * from[i];
    }
  }

  /** Cholesky's factorisation Σ = L Lᵀ in place, row by row; log det L. */
  private static double factorise(double[][] sigma) {
    double logDeterminant = 0;
    for (int i = 0; i < sigma.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = sigma[i][j];
        for (int k = 0; k < j; k++) {
          rest -= sigma[i][k] * sigma[j][k];
        }
        sigma[i][j] = i == j ? Math.sqrt(rest) : rest / sigma[j][j];
      }
      logDeterminant += StrictMath.log(sigma[i][i]);
    }
    return logDeterminant;
  }
}
