package dev.cvae.model;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;

/**
 * Everything that says what a model computes, but for its weights.
 *
 * @param shape the shape of one row of data x
 * @param conditions the fields of the condition c; none for a plain VAE
 * @param latent the size of z
 * @param encoder the hidden layers of q(z|x,c)
 * @param decoder the hidden layers of p(x|z,c)
 * @param reconstructionLoss the likelihood of the data
 * @param prior p(z|c)
 */
public record ModelDescription(
    Shape shape,
    ConditionSchema conditions,
    int latent,
    Network encoder,
    Network decoder,
    ReconstructionLoss reconstructionLoss,
    Prior prior) {
  /** Checks the latent size. */
  public ModelDescription {
    if (latent < 1) {
      throw InvalidSettingException.of("latent", "must be positive", latent);
    }
  }

  /**
   * The size of the widest thing that a row comes to: its data, its latent, or its one-hot
   * condition.
   *
   * @return how many values
   */
  public int widest() {
    return Math.max(features(), Math.max(latent, conditions.width()));
  }

  /**
   * How many values a row of data has.
   *
   * @return the size of the shape
   */
  public int features() {
    return shape.size();
  }
}
