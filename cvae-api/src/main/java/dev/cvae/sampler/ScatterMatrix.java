package dev.cvae.sampler;

import java.util.Arrays;

/**
 * Σ_n w_n (z_n − m)(z_n − m)ᵀ, row by row. Rows are added up in fours, which spares three quarters
 * of the traffic between processor and memory.
 */
final class ScatterMatrix {
  private final double[] mean;
  private final double[][] sums; // lower triangle
  private final double[][] waiting; // √w (z − m) of rows not yet added
  private int count;

  ScatterMatrix(double[] mean) {
    this.mean = mean;
    this.sums = new double[mean.length][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new double[i + 1];
    }
    this.waiting = new double[4][mean.length];
  }

  void add(double weight, float[] z) {
    double root = Math.sqrt(weight);
    double[] row = waiting[count++];
    for (int i = 0; i < row.length; i++) {
      row[i] = root * (z[i] - mean[i]);
    }
    if (count == waiting.length) {
      addWaiting();
    }
  }

  /** The sum so far; the live array. */
  double[][] lowerTriangle() {
    addWaiting();
    return sums;
  }

  private void addWaiting() {
    for (int row = count; row < waiting.length; row++) {
      Arrays.fill(waiting[row], 0);
    }
    for (int i = 0; i < sums.length; i++) {
      addProducts(i, waiting[0], waiting[1], waiting[2], waiting[3], sums[i]);
    }
    count = 0;
  }

  private static void addProducts(
      int i, double[] a, double[] b, double[] c, double[] d, double[] sums) {
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }
}
