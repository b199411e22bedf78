package dev.cvae.likelihood;

import dev.cvae.error.InvalidSettingException;

/**
 * A reconstruction loss of one's own, known to everyone else by name. The model file holds the
 * name; whoever loads the file supplies the loss again with {@code LoadOptions.reconstructionLoss}.
 * A backend says what it needs besides, such as the formulas on its arrays: with DJL, users
 * implement {@code DjlLoss}.
 */
public non-sealed interface CustomLoss extends LossDefaults {
  /**
   * The name.
   *
   * @return not blank
   */
  String name();

  /**
   * {@inheritDoc}
   *
   * @throws InvalidSettingException unless overridden: only the loss itself knows which of its
   *     parameters are whose
   */
  @Override
  default void logProbabilities(float[] x, double[] parameters, double[] ofFeature) {
    throw InvalidSettingException.of(
        "reconstructionLoss", "must override logProbabilities() for this", name());
  }
}
