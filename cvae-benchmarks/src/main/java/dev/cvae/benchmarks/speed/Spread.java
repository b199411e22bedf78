package dev.cvae.benchmarks.speed;

import java.util.Arrays;
import java.util.Collection;

/**
 * Where some figures lie.
 *
 * @param median of an even number of figures the mean of the two in the middle
 * @param least the smallest
 * @param greatest the largest
 */
record Spread(double median, double least, double greatest) {
  static Spread of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no figures");
    }
    return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  /** The figure in the middle, of an even number of them the mean of the two there. */
  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /**
   * A share of the way through figures in ascending order: 0.99 for the 99th percentile; the middle
   * is {@link #median}.
   */
  static double quantile(double[] figures, double share) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
