package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Optimiser;
import java.util.List;

/** Changes weights by their gradients, in place, and clears the gradients. */
interface OptimiserStep extends AutoCloseable {
  /**
   * Moments of weights whose gradient has gone to zero decay into denormal numbers, which
   * processors handle many times slower; adding and subtracting this now and then makes them zero.
   */
  float FLUSH = 1e-20f;

  /** After how many steps. */
  int FLUSH_EVERY = 20;

  /** One step; the gradients are those of the loss. */
  void step();

  /** Releases what the manager of the state does not know of. */
  @Override
  default void close() {}

  /**
   * A step of plain array operations, for any engine.
   *
   * @param weights the weights that have gradients
   * @param writable the same memory, as it may be written to
   * @param state where the optimiser keeps what it remembers
   */
  static OptimiserStep of(
      Optimiser optimiser,
      double learningRate,
      List<NDArray> weights,
      List<NDArray> writable,
      NDManager state) {
    if (optimiser instanceof Optimiser.Adam adam) {
      return new AdamStep(adam, learningRate, weights, writable, state);
    }
    return new SgdStep((Optimiser.Sgd) optimiser, learningRate, weights, writable, state);
  }

  /** An array of zeros for each weight. */
  static List<NDArray> zerosLike(List<NDArray> weights, NDManager state) {
    return weights.stream().map(weight -> state.zeros(weight.getShape())).toList();
  }
}
