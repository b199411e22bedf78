package dev.cvae.scaling;

import java.util.Arrays;

/** Least value and range of each feature. */
final class MinMaxFit implements ScalingFit {
  private final double[] least;
  private final double[] greatest;

  MinMaxFit(int features) {
    least = new double[features];
    greatest = new double[features];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void add(float[] row) {
    for (int i = 0; i < row.length; i++) { // comparisons with NaN are false
      least[i] = row[i] < least[i] ? row[i] : least[i];
      greatest[i] = row[i] > greatest[i] ? row[i] : greatest[i];
    }
  }

  @Override
  public FittedScaling fitted() {
    double[] range = new double[least.length];
    Arrays.setAll(range, i -> greatest[i] > least[i] ? greatest[i] - least[i] : 1);
    Arrays.setAll(least, i -> Double.isFinite(least[i]) ? least[i] : 0); // all missing
    return new AffineScaling(least, range);
  }
}
