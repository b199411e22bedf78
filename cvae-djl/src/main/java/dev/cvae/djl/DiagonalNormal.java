package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/**
 * Independent normal distributions N(μ, σ²), a row of them for each example; what the encoder says
 * of z.
 *
 * @param mean μ, (batch, latent)
 * @param logVariance log σ², (batch, latent)
 */
record DiagonalNormal(NDArray mean, NDArray logVariance) {

  /**
   * z = μ + σ ⊙ ε for noise ε from N(0, I) (Kingma &amp; Welling 2014, section 2.4); (batch,
   * latent).
   */
  NDArray sample(NDArray noise) {
    NDArray half = Constant.of(0.5f, logVariance);
    return mean.add(logVariance.mul(half).exp().mul(noise));
  }
}
