package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** q(z|x,c): hidden layers and two fully connected heads, for the mean and the log-variance. */
final class Encoder {
  private final Features features;
  private final Dense mean;
  private final Dense logVariance;

  Encoder(ModelDescription description, Weights weights) {
    if (description.encoder() instanceof DjlNetwork own && own.hasOwnHead()) {
      throw InvalidSettingException.of(
          "encoder",
          "must be made by DjlNetwork.of, as it gets two heads",
          own + " with its own head");
    }
    Shape row = new Shape(Arrays.stream(description.shape().dimensions()).asLongStream().toArray());
    int condition = description.conditions().width();
    int latent = description.latent();
    features = Features.of("encoder", description.encoder(), row, condition, weights);
    mean = new Dense("encoder.mean", features.size(), latent, weights);
    logVariance = new Dense("encoder.log_variance", features.size(), latent, weights);
  }

  /** From x (batch, features) and c (batch, condition width). */
  DiagonalNormal posterior(NDArray x, @Nullable NDArray c, boolean training) {
    NDArray h = features.forward(x, c, training); //                     (batch, hidden)
    return new DiagonalNormal(mean.forward(h), logVariance.forward(h)); // (batch, latent) each
  }
}
