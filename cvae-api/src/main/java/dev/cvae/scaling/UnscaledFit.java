package dev.cvae.scaling;

/** Nothing to find. */
enum UnscaledFit implements ScalingFit {
  INSTANCE;

  @Override
  public void add(float[] row) {}

  @Override
  public FittedScaling fitted() {
    return FittedScaling.none();
  }
}
