package dev.cvae.scaling;

/**
 * A scaling with the numbers of the training data: maps each feature of a row by an increasing
 * function, and back. Immutable; any thread may use it.
 */
public sealed interface FittedScaling
    permits Unscaled, AffineScaling, QuantileScaling, MixedScaling {
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

  /**
   * What must be added to a log-likelihood of scaled rows to get that of the rows in the data's
   * units, where the likelihood of what is scaled is a density: log |∂ scaled / ∂ value|, summed
   * over features.
   *
   * @return nats per example
   * @throws dev.cvae.error.InvalidSettingException if it is another for each row, as under
   *     quantiles
   */
  double logJacobian();
}
