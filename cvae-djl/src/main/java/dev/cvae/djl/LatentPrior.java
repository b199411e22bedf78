package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.Prior;
import dev.cvae.prior.VampPrior;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prior, which gives p(z|c) for any c. */
interface LatentPrior {
  /**
   * p(z|c).
   *
   * @param scope what the result's arrays belong to
   * @param c (rows, condition width), or null without condition
   * @param training whether own blocks are to behave as while fitting
   */
  LatentDistribution given(NDManager scope, @Nullable NDArray c, boolean training);

  /** Builds the prior that a description names. */
  static LatentPrior of(
      Layers layers, Optional<Integer> condition, Encoder encoder, Weights weights) {
    ModelDescription description = layers.description();
    Prior prior = description.prior();
    if (prior instanceof ConditionalNormal conditional) {
      return new ConditionalNormalPrior(conditional, layers, condition.orElseThrow());
    }
    if (prior instanceof VampPrior vamp) {
      return new MixtureOfPosteriors(vamp, description.features(), encoder, weights);
    }
    return (scope, c, training) -> new StandardNormal();
  }
}
