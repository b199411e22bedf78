package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.prior.ConditionalNormal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** p(z|c) = N(μ(c), diag σ²(c)) (Sohn, Lee &amp; Yan 2015, section 3). */
final class ConditionalNormalPrior implements LatentPrior {
  private final ConditionalNormal prior;
  private final Layers layers;

  /** Layers for c of some width. */
  ConditionalNormalPrior(ConditionalNormal prior, Layers layers, int condition) {
    this.prior = prior;
    this.layers = layers;
    layers.declaring().prior(prior, condition);
  }

  @Override
  public DiagonalNormal given(NDManager scope, @Nullable NDArray c, boolean training) {
    NDArray condition = Objects.requireNonNull(c, "a conditional prior needs a condition");
    return DiagonalNormal.of(layers.running(training).prior(prior, condition));
  }
}
