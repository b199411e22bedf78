package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.model.ModelDescription;
import org.jspecify.annotations.Nullable;

/** p(x|z,c): layers that end in the likelihood's parameters, and the likelihood. */
final class Decoder {
  private final Features outputs;
  private final LikelihoodHead head;

  Decoder(ModelDescription description, Weights weights) {
    outputs = Features.ofDecoder(description, weights);
    head =
        LikelihoodHead.of(
            "decoder", description.reconstructionLoss(), description.features(), weights);
  }

  /** From z (batch, latent) and c (batch, condition width). */
  Likelihood likelihood(NDArray z, @Nullable NDArray c, boolean training) {
    return head.of(outputs.forward(z, c, training)); // of x (batch, features)
  }
}
