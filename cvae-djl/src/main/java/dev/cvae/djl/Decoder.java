package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.model.ModelDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** p(x|z,c): layers that end in the likelihood's parameters, and the likelihood. */
final class Decoder {
  private final Layers layers;
  private final LikelihoodHead head;

  /** Layers for c of some width, if there is one. */
  Decoder(Layers layers, Optional<Integer> condition, Weights weights) {
    this.layers = layers;
    ModelDescription description = layers.description();
    layers.declaring().decoder(description.latent(), condition);
    head =
        LikelihoodHead.of(
            "decoder", description.reconstructionLoss(), 0, description.features(), weights);
  }

  /** From z (batch, latent) and c (batch, condition width). */
  Likelihood likelihood(NDArray z, @Nullable NDArray c, boolean training) {
    NDArray outputs = layers.running(training).decoder(z, Optional.ofNullable(c));
    return head.of(outputs); // of x (batch, features)
  }
}
