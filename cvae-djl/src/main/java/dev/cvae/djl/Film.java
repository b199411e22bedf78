package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Feature-wise linear modulation, γ(c) ⊙ h + β(c) for each channel (Perez et al. 2018, equation 2);
 * γ − 1 and β are linear in c.
 */
final class Film implements ChannelCondition {
  private final Dense scaleAndShift; // γ − 1 of all channels, then β

  Film(String name, long condition, long channels, Weights weights) {
    scaleAndShift = new Dense(name, condition, 2 * channels, weights);
  }

  @Override
  public NDArray apply(NDArray images, @Nullable NDArray c) {
    NDArray condition = Objects.requireNonNull(c, "FiLM needs a condition");
    NDList halves = scaleAndShift.forward(condition).split(2, 1); // (batch, channels) each
    NDArray scale = ChannelCondition.perChannel(halves.get(0).add(1f));
    NDArray shift = ChannelCondition.perChannel(halves.get(1));
    return images.mul(scale).add(shift);
  }
}
