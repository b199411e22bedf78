package dev.cvae.djl;

import dev.cvae.data.Batch;

/** Computes the gradient of a batch's loss, and leaves it where the optimiser's step finds it. */
interface BatchGradient extends AutoCloseable {
  /**
   * The ELBO's terms at the weights before the step, each times its row's weight, summed over the
   * batch.
   *
   * @param logLikelihood log p(x|z,c), in nats
   * @param kl KL(q(z|x,c) ‖ p(z|c)), in nats
   */
  record Sums(double logLikelihood, double kl) {}

  /**
   * Forward and backward.
   *
   * @param batch the rows
   * @param condition filled with their conditions
   * @param noise filled with their ε
   * @param epochs how many epochs have passed, with the fraction of the current one
   */
  Sums of(Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs);

  /** Releases what the fit's manager does not know of. */
  @Override
  default void close() {}
}
