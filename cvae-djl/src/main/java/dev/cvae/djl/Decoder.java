package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Network;
import org.jspecify.annotations.Nullable;

/** p(x|z,c): hidden layers and the fully connected head that the likelihood needs. */
final class Decoder {
  private final Features features;
  private final @Nullable Dense output; // null: the own block ends in the likelihood's parameters
  private final LikelihoodHead head;

  Decoder(ModelDescription description, Weights weights) {
    Shape row = new Shape(description.latent());
    Network network = description.decoder();
    features = Features.of("decoder", network, row, description.conditions().width(), weights);
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (network instanceof DjlNetwork own && own.hasOwnHead()) {
      if (features.size() != outputs) {
        throw InvalidSettingException.of(
            own + " with its own head",
            "must have %d outputs a row, as %s needs for the data"
                .formatted(outputs, description.reconstructionLoss()),
            features.size());
      }
      output = null;
    } else {
      output = new Dense("decoder.output", features.size(), outputs, weights);
    }
    head =
        LikelihoodHead.of(
            "decoder", description.reconstructionLoss(), description.features(), weights);
  }

  /** From z (batch, latent) and c (batch, condition width). */
  Likelihood likelihood(NDArray z, @Nullable NDArray c, boolean training) {
    NDArray h = features.forward(z, c, training); //                               (batch, hidden)
    return head.of(
        output == null ? h : output.forward(h)); //                 of x (batch, features)
  }
}
