package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Network;
import dev.cvae.model.ReconstructionLoss;
import org.jspecify.annotations.Nullable;

/** p(x|z,c): hidden layers and the fully connected head that the likelihood needs. */
final class Decoder {
  private final Features features;
  private final @Nullable Dense output; // null: the own block ends in the likelihood's parameters
  private final ReconstructionLoss loss;

  Decoder(ModelDescription description, Weights weights) {
    Shape row = new Shape(description.latent());
    Network network = description.decoder();
    features = Features.of("decoder", network, row, description.conditions().width(), weights);
    loss = description.reconstructionLoss();
    if (network instanceof DjlNetwork own && own.hasOwnHead()) {
      if (features.size() != description.features()) {
        throw InvalidSettingException.of(
            own + " with its own head",
            "must have " + description.features() + " outputs a row, as the data",
            features.size());
      }
      output = null;
    } else {
      output = new Dense("decoder.output", features.size(), description.features(), weights);
    }
  }

  /** From z (batch, latent) and c (batch, condition width). */
  Likelihood likelihood(NDArray z, @Nullable NDArray c, boolean training) {
    NDArray h = features.forward(z, c, training); //                               (batch, hidden)
    return Likelihood.of(loss, output == null ? h : output.forward(h)); // of x (batch, features)
  }
}
