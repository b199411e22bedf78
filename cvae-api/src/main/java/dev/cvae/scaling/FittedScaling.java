package dev.cvae.scaling;

/**
 * A scaling with the numbers of the training data: maps each feature of a row by an increasing
 * function, and back. Immutable; any thread may use it.
 */
public sealed interface FittedScaling permits Unscaled, AffineScaling, QuantileScaling {
  /**
   * No scaling.
   *
   * @return the identity
   */
  static FittedScaling none() {
    return Unscaled.INSTANCE;
  }

  /**
   * Whether rows stay as they are.
   *
   * @return true for {@link #none()}
   */
  default boolean isNone() {
    return false;
  }

  /**
   * Whether this can scale rows of a length.
   *
   * @param features how many values a row has
   * @return true if it has numbers for each, or needs none
   */
  boolean fits(int features);

  /**
   * From the data's units to what the networks see.
   *
   * @param row overwritten
   */
  void scale(float[] row);

  /**
   * From what the networks see to the data's units: undoes {@link #scale}.
   *
   * @param row overwritten
   */
  void undo(float[] row);
}
