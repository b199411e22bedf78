package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.data.Batch;

/** Computes the gradient of a batch's loss, and leaves it where the optimiser's step finds it. */
interface BatchGradient extends AutoCloseable {
  /**
   * Forward and backward.
   *
   * @param batch the rows
   * @param condition filled with their conditions
   * @param noise filled with their ε
   * @param epochs how many epochs have passed, with the fraction of the current one
   * @return (2), what {@link ElboSums} reads; of the fit's manager, to be closed
   */
  NDArray of(Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs);

  /** Releases what the fit's manager does not know of. */
  @Override
  default void close() {}
}
