package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;

/** A fully connected layer, y = x Wᵀ + b. */
final class Dense {
  private final NDArray weight; // (out, in)
  private final NDArray bias; //   (out)

  Dense(String name, long in, long out, Weights weights) {
    weight = weights.add(name + ".weight", in, out, in);
    bias = weights.add(name + ".bias", in, out);
  }

  /** From (batch, in) to (batch, out). */
  NDArray forward(NDArray x) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }
}
