package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.architecture.Architecture;
import dev.cvae.model.ModelDescription;

/**
 * The layers of a description on an engine. Whoever needs some declares them once, which adds their
 * weights to the model's, and runs them from then on.
 */
final class Layers {
  private final ModelDescription description;
  private final Architecture<Integer> declaring;
  private final Architecture<NDArray> fitting;
  private final Architecture<NDArray> fitted;

  /** Layers whose weights are added to those of a model. */
  Layers(ModelDescription description, Weights weights) {
    OwnBlocks own = new OwnBlocks(description, weights);
    this.description = description;
    declaring = new Architecture<>(description, new LayerDeclarations(weights, own));
    fitting = new Architecture<>(description, new ArrayOperations(weights, own, true));
    fitted = new Architecture<>(description, new ArrayOperations(weights, own, false));
  }

  ModelDescription description() {
    return description;
  }

  /** For widths in place of arrays: adds the weights of what it is asked for. */
  Architecture<Integer> declaring() {
    return declaring;
  }

  /**
   * For arrays: computes.
   *
   * @param training whether own blocks are to behave as while fitting
   */
  Architecture<NDArray> running(boolean training) {
    return training ? fitting : fitted;
  }
}
