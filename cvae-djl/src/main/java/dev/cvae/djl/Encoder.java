package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.model.ModelDescription;
import org.jspecify.annotations.Nullable;

/** q(z|x,c): layers and two fully connected heads, for the mean and the log-variance. */
final class Encoder {
  private final Features features;
  private final Dense mean;
  private final Dense logVariance;

  Encoder(ModelDescription description, Weights weights) {
    int latent = description.latent();
    features = Features.ofEncoder(description, weights);
    mean = new Dense("encoder.mean", features.size(), latent, weights);
    logVariance = new Dense("encoder.log_variance", features.size(), latent, weights);
  }

  /** From x (batch, features) and c (batch, condition width). */
  DiagonalNormal posterior(NDArray x, @Nullable NDArray c, boolean training) {
    NDArray h = features.forward(x, c, training); //                     (batch, hidden)
    return new DiagonalNormal(mean.forward(h), logVariance.forward(h)); // (batch, latent) each
  }
}
