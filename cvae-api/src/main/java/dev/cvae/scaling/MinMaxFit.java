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
    for (int i = 0; i < row.length; i++) {
      least[i] = Math.min(least[i], row[i]);
      greatest[i] = Math.max(greatest[i], row[i]);
    }
  }

  @Override
  public FittedScaling fitted() {
    double[] range = new double[least.length];
    Arrays.setAll(range, i -> greatest[i] > least[i] ? greatest[i] - least[i] : 1);
    return new AffineScaling(least, range);
  }
}
