package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The mean over the examples of a batch, Σ w · term / rows, in which each counts as often as its
 * weight says.
 *
 * @param weights (batch), or null if all are 1
 */
record BatchMean(@Nullable NDArray weights) {
  /** Every example counts once. */
  static final BatchMean PLAIN = new BatchMean(null);

  /** From (batch) to a scalar. */
  NDArray of(NDArray terms) {
    return weighted(terms).mean();
  }

  /** From (batch, columns) to (columns). */
  NDArray ofEachColumn(NDArray terms) {
    return weighted(terms).mean(new int[] {0});
  }

  /** Σ w · term, from (batch) to a scalar. */
  NDArray sum(NDArray terms) {
    return weighted(terms).sum();
  }

  private NDArray weighted(NDArray terms) {
    if (weights == null) {
      return terms;
    }
    boolean flat = terms.getShape().dimension() == 1;
    return terms.mul(flat ? weights : weights.reshape(new Shape(-1, 1)));
  }
}
