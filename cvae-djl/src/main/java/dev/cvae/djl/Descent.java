package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.data.Batch;

/**
 * What a fit does with each batch: a step of the optimiser down the gradient of the batch's loss.
 */
interface Descent extends AutoCloseable {
  /**
   * Forward, backward, step.
   *
   * @param batch the rows
   * @param condition filled with their conditions
   * @param noise filled with their ε
   * @param epochs how many epochs have passed, with the fraction of the current one
   * @param learningRate of the step
   * @return (2), what {@link ElboSums} reads, at the weights before the step; the device may still
   *     be computing it. Of the fit's manager, to be closed
   */
  NDArray step(
      Batch batch,
      ConditionBuffer condition,
      InputBuffer noise,
      double epochs,
      double learningRate);

  /** Releases what the fit's manager does not know of. */
  @Override
  void close();
}
