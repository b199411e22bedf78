package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Optimiser;
import java.util.List;

/** Stochastic gradient descent, with momentum if it is not zero. */
final class SgdStep implements OptimiserStep {
  private final Optimiser.Sgd sgd;
  private final double learningRate;
  private final List<NDArray> weights;
  private final List<NDArray> writable;
  private final List<NDArray> velocities;
  private int steps;

  SgdStep(
      Optimiser.Sgd sgd,
      double learningRate,
      List<NDArray> weights,
      List<NDArray> writable,
      NDManager state) {
    this.sgd = sgd;
    this.learningRate = learningRate;
    this.weights = weights;
    this.writable = writable;
    this.velocities = OptimiserStep.zerosLike(weights, state);
  }

  @Override
  public void step() {
    steps++;
    for (int i = 0; i < weights.size(); i++) {
      try (NDArray g = weights.get(i).getGradient()) {
        NDArray v = velocities.get(i).muli(sgd.momentum()).addi(g);
        try (NDArray change = v.mul(learningRate)) {
          writable.get(i).subi(change);
        }
        g.muli(0f);
        if (steps % FLUSH_EVERY == 0) {
          v.addi(FLUSH).subi(FLUSH);
        }
      }
    }
  }
}
