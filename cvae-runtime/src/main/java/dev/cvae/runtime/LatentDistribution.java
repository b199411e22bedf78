package dev.cvae.runtime;

/** A distribution of one row's z, (latent). */
interface LatentDistribution {
  /** log p(z) in nats. */
  double logProbability(float[] z);

  /**
   * A draw.
   *
   * @param uniform a number in (0, 1), by which a mixture chooses its component
   * @param noise ε from N(0, I)
   */
  float[] sample(float uniform, float[] noise);

  /**
   * KL(q ‖ p) in nats: one for each latent, or one in all, at a draw from q, if this is no product
   * over latents.
   *
   * @param z drawn from q
   * @param kl filled from an index on
   */
  void klFrom(DiagonalNormal q, float[] z, float[] kl, int at);
}
