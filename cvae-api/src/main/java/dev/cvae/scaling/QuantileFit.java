package dev.cvae.scaling;

import java.util.Arrays;

/** Quantiles of each feature: those of evenly spaced rows, where all would be too many values. */
final class QuantileFit implements ScalingFit {
  private static final int KNOTS = 128;
  private static final long MOST_VALUES = 1 << 24; // 64 MiB

  private final QuantileScaling.Target target;
  private final long every;
  private final float[][] values; // (feature, sampled row)
  private long rows;

  QuantileFit(QuantileScaling.Target target, int features, long rows) {
    this.target = target;
    this.every = 1 + rows * features / MOST_VALUES;
    this.values = new float[features][(int) ((rows + every - 1) / every)];
  }

  @Override
  public void add(float[] row) {
    if (rows % every == 0) {
      int sampled = (int) (rows / every);
      for (int i = 0; i < row.length; i++) {
        values[i][sampled] = row[i];
      }
    }
    rows++;
  }

  @Override
  public FittedScaling fitted() {
    double[][] knots = new double[values.length][KNOTS];
    for (int i = 0; i < values.length; i++) {
      Arrays.sort(values[i]);
      for (int knot = 0; knot < KNOTS; knot++) {
        knots[i][knot] = quantile(values[i], knot);
      }
    }
    return new QuantileScaling(target, knots);
  }

  /** A sample's quantile, linear between its values. */
  private double quantile(float[] sorted, int knot) {
    double share = target.share(knot, KNOTS);
    double place =
        target == QuantileScaling.Target.UNIFORM
            ? share * (sorted.length - 1)
            : Math.max(0, Math.min(sorted.length - 1, share * sorted.length - 0.5));
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
  }
}
