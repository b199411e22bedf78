package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.BackendException;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import org.jspecify.annotations.Nullable;

/** The hidden layers of an encoder or a decoder. */
interface Features {
  /** How many features come out for each example. */
  long size();

  /**
   * The features.
   *
   * @param input x or z, (batch, values)
   * @param c (batch, condition width), or null without condition
   * @param training whether own blocks are to behave as while fitting
   * @return (batch, size)
   */
  NDArray forward(NDArray input, @Nullable NDArray c, boolean training);

  /** Builds the layers that a description names. */
  static Features of(String name, Network network, Shape row, long condition, Weights weights) {
    if (network instanceof Mlp mlp) {
      return new MlpFeatures(name, mlp, row.size() + condition, weights);
    }
    if (network instanceof DjlNetwork own) {
      return new BlockFeatures(name, own, row, condition, weights);
    }
    throw new BackendException(
        "the %s must be an Mlp or a DjlNetwork for this backend, was %s".formatted(name, network));
  }
}
