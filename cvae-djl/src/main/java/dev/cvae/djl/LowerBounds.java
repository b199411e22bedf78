package dev.cvae.djl;

import static dev.cvae.djl.OptimiserStep.in;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Projected gradient descent: after a step, lifts weights that fell below their least value to it.
 * So the formulas know of no bound, and a weight at its bound can rise as soon as its gradient says
 * so.
 */
final class LowerBounds {
  private final List<Weights.Bounded> weights;
  private final List<NDArray> writable = new ArrayList<>();
  private final NDManager manager;

  LowerBounds(List<Weights.Bounded> weights, EngineSupport support, NDManager manager) {
    this.weights = weights;
    this.manager = manager;
    weights.forEach(weight -> writable.add(support.writable(weight.array(), manager)));
  }

  void apply() {
    for (int i = 0; i < writable.size(); i++) {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray w = writable.get(i);
        NDArray below = in(scratch, in(scratch, w.neg()).add(weights.get(i).least()));
        w.addi(in(scratch, below.maximum(0f)));
      }
    }
  }
}
