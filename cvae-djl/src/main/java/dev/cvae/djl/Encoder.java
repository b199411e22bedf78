package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** q(z|x,c): layers and two fully connected heads, for the mean and the log-variance. */
final class Encoder {
  private final Layers layers;

  /** Layers for c of some width, if there is one. */
  Encoder(Layers layers, Optional<Integer> condition) {
    this.layers = layers;
    layers.declaring().encoder(layers.description().features(), condition);
  }

  /** From x (batch, features) and c (batch, condition width). */
  DiagonalNormal posterior(NDArray x, @Nullable NDArray c, boolean training) {
    boolean gaps = layers.description().reconstructionLoss().allowsMissing();
    NDArray input = gaps ? ObservedLikelihood.withZeros(x) : x;
    return DiagonalNormal.of(layers.running(training).encoder(input, Optional.ofNullable(c)));
  }
}
