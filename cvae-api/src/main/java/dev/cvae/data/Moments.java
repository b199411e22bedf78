package dev.cvae.data;

import java.util.Arrays;

/**
 * Mean and standard deviation of each column of some rows, in one pass and double precision
 * (Welford 1962: Note on a method for calculating corrected sums of squares and products). One
 * thread at a time.
 */
public final class Moments {
  private final double[] mean;
  private final double[] squares; // Σ (value − mean)²
  private long rows;

  /**
   * The moments of no row yet.
   *
   * @param columns how many values a row has
   */
  public Moments(int columns) {
    mean = new double[columns];
    squares = new double[columns];
  }

  /**
   * Adds a row.
   *
   * @param values rows one after another
   * @param from where this one begins
   */
  public void add(float[] values, int from) {
    rows++;
    for (int i = 0; i < mean.length; i++) {
      double difference = values[from + i] - mean[i];
      mean[i] += difference / rows;
      squares[i] += difference * (values[from + i] - mean[i]);
    }
  }

  /**
   * The means.
   *
   * @return a new array, one a column; zeros if there was no row
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The variances, Σ (value − mean)² / rows.
   *
   * @return a new array, one a column; zeros if there was no row
   */
  public double[] variance() {
    double[] variance = new double[squares.length];
    Arrays.setAll(variance, i -> squares[i] / Math.max(1, rows));
    return variance;
  }

  /**
   * The standard deviations, √(Σ (value − mean)² / rows).
   *
   * @return a new array, one a column; 1 for a column that never changes, so that one may divide by
   *     it
   */
  public double[] deviation() {
    double[] deviation = variance();
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : 1;
    }
    return deviation;
  }
}
