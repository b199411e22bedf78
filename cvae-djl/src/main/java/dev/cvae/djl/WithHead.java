package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A decoder's hidden layers and the fully connected head that the likelihood needs. */
final class WithHead implements Features {
  private final Features hidden;
  private final Dense output;
  private final long size;

  WithHead(Features hidden, int outputs, Weights weights) {
    this.hidden = hidden;
    this.output = new Dense("decoder.output", hidden.size(), outputs, weights);
    this.size = outputs;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public NDArray forward(NDArray z, @Nullable NDArray c, boolean training) {
    return output.forward(hidden.forward(z, c, training));
  }
}
