package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** A distribution over z for each row: p(z|c), or q(z|x,c). */
interface LatentDistribution {
  /** log p(z) of each row in nats, summed over latents; (rows). */
  NDArray logProbability(NDArray z);

  /**
   * KL(posterior ‖ this) of each row in nats, a figure for each latent where it is a sum over them,
   * (rows, latent), else (rows, 1). In closed form where there is one, else at z, which was drawn
   * from the posterior, one or more draws a row.
   */
  NDArray klFrom(DiagonalNormal posterior, NDArray z);

  /**
   * A draw for each row.
   *
   * @param uniform in (0, 1), (rows, 1), by which a mixture chooses a component
   * @param noise ε from N(0, I), (rows, latent)
   */
  NDArray sample(NDArray uniform, NDArray noise);

  /** The same for each of a row's draws. */
  LatentDistribution each(Draws draws);
}
