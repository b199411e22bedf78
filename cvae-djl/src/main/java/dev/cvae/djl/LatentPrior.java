package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.model.Prior;

/** The prior p(z|c), as the objective needs it. */
interface LatentPrior {
  /** KL(posterior ‖ prior) in nats, summed over latents; (batch). */
  NDArray klFrom(DiagonalNormal posterior);

  static LatentPrior of(Prior prior) {
    if (prior instanceof Prior.StandardNormal) {
      return new StandardNormal();
    }
    throw new IllegalArgumentException("no such prior in this backend: " + prior);
  }
}
