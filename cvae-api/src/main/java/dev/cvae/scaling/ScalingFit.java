package dev.cvae.scaling;

/** Finds the numbers of one scaling while the rows of the training data go by. */
interface ScalingFit {
  /** How one begins. */
  @FunctionalInterface
  interface Start {
    /** Before the first of so many rows of so many values. */
    ScalingFit of(int features, long rows);
  }

  /** Takes the next row; it is the caller's again afterwards. */
  void add(float[] row);

  /** The scaling, after the last row. */
  FittedScaling fitted();
}
