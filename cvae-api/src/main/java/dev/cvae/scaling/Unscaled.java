package dev.cvae.scaling;

/** Rows as they are. */
public enum Unscaled implements FittedScaling {
  /** The only one. */
  INSTANCE;

  @Override
  public boolean isNone() {
    return true;
  }

  @Override
  public boolean fits(int features) {
    return true;
  }

  @Override
  public void scale(float[] row) {}

  @Override
  public void undo(float[] row) {}

  @Override
  public double logJacobian() {
    return 0;
  }

  @Override
  public String toString() {
    return "none";
  }
}
