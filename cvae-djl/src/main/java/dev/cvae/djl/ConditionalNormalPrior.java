package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.prior.ConditionalNormal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** p(z|c) = N(μ(c), diag σ²(c)) (Sohn, Lee &amp; Yan 2015, section 3). */
final class ConditionalNormalPrior implements LatentPrior {
  private final @Nullable Features features; // null: the heads stand on c itself
  private final Dense mean;
  private final Dense logVariance;

  ConditionalNormalPrior(ConditionalNormal prior, ModelDescription description, Weights weights) {
    long inputs = description.conditionWidth();
    int latent = description.latent();
    if (prior.hidden().isEmpty()) {
      features = null;
    } else {
      features =
          new MlpFeatures("prior", new Mlp(prior.hidden(), Activation.RELU), inputs, weights);
      inputs = features.size();
    }
    mean = new Dense("prior.mean", inputs, latent, weights);
    logVariance = new Dense("prior.log_variance", inputs, latent, weights);
  }

  @Override
  public DiagonalNormal given(NDManager scope, @Nullable NDArray c, boolean training) {
    NDArray condition = Objects.requireNonNull(c, "a conditional prior needs a condition");
    NDArray h = features == null ? condition : features.forward(condition, null, training);
    return new DiagonalNormal(mean.forward(h), logVariance.forward(h)); // (rows, latent) each
  }
}
