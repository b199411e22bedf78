package dev.cvae.report;

import java.util.Arrays;

/**
 * The bins of a histogram, of one width, over the middle 99 % of some values and a quarter more on
 * either side; what lies further out is in none, so that it does not squeeze the others.
 */
final class Bins {
  private static final double TAIL = 0.005;
  private static final double MARGIN = 0.25;

  private final double low;
  private final double width;
  private final int count;

  private Bins(double low, double width, int count) {
    this.low = low;
    this.width = width;
    this.count = count;
  }

  /** Without values, bins around 0. */
  static Bins of(double[] values, int count) {
    if (values.length == 0) {
      return new Bins(-0.5, 1.0 / count, count);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int tail = (int) (TAIL * sorted.length);
    double low = sorted[tail];
    double range = sorted[sorted.length - 1 - tail] - low;
    double shown = range > 0 ? range * (1 + 2 * MARGIN) : 1; // a constant has a width of its own
    return new Bins(low - shown * MARGIN / (1 + 2 * MARGIN), shown / count, count);
  }

  /** Where each bin begins and, at the end, where the last one ends; (count + 1). */
  double[] edges() {
    double[] edges = new double[count + 1];
    Arrays.setAll(edges, i -> low + i * width);
    return edges;
  }

  /** The share of all values that lies in each bin; (count). */
  double[] shares(double[] values) {
    double[] shares = new double[count];
    for (double value : values) {
      int bin = (int) Math.floor((value - low) / width);
      if (bin >= 0 && bin < count) {
        shares[bin] += 1.0 / values.length;
      }
    }
    return shares;
  }

  /** A step for each edge: the share of the bin that begins there, and 0 behind the last. */
  double[] outline(double[] values) {
    return Arrays.copyOf(shares(values), count + 1);
  }
}
