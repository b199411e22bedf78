package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/**
 * The ELBO's terms, each times its row's weight, summed over a batch.
 *
 * @param logLikelihood log p(x|z,c), in nats
 * @param kl KL(q(z|x,c) ‖ p(z|c)), in nats
 */
record ElboSums(double logLikelihood, double kl) {
  /**
   * Waits for the device that computes them, and closes the array.
   *
   * @param terms (2), the one and the other
   */
  static ElboSums read(NDArray terms) {
    try (terms) {
      float[] values = terms.toFloatArray();
      return new ElboSums(values[0], values[1]);
    }
  }
}
