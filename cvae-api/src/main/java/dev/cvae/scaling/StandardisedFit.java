package dev.cvae.scaling;

import dev.cvae.data.Moments;

/** Mean and standard deviation of each feature. */
final class StandardisedFit implements ScalingFit {
  private final Moments moments;

  StandardisedFit(int features) {
    moments = new Moments(features);
  }

  @Override
  public void add(float[] row) {
    moments.add(row, 0);
  }

  @Override
  public FittedScaling fitted() {
    return new AffineScaling(moments.mean(), moments.deviation());
  }
}
