package dev.cvae.sampler;

import java.util.Arrays;

/**
 * Rows that a mixture is fitted to, each of which may count for more or less: one of weight 2 as
 * two such rows would.
 *
 * @param z the rows, (row, dimension)
 * @param weights one a row, positive
 */
record WeightedRows(float[][] z, double[] weights) {
  /** Rows that all count for one. */
  static WeightedRows of(float[][] z) {
    double[] ones = new double[z.length];
    Arrays.fill(ones, 1);
    return new WeightedRows(z, ones);
  }

  int size() {
    return z.length;
  }

  /** How many rows they count for together. */
  double total() {
    return Arrays.stream(weights).sum();
  }

  WeightedRows inOrder(int[] rows) {
    return new WeightedRows(
        Arrays.stream(rows).mapToObj(row -> z[row]).toArray(float[][]::new),
        Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray());
  }

  WeightedRows part(int from, int to) {
    return new WeightedRows(Arrays.copyOfRange(z, from, to), Arrays.copyOfRange(weights, from, to));
  }

  /** The mean of log p(z). */
  double meanLogDensity(GaussianMixture mixture) {
    double sum = 0;
    for (int row = 0; row < z.length; row++) {
      sum += weights[row] * mixture.logDensity(z[row]);
    }
    return sum / total();
  }
}
