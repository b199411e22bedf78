package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Optimiser;
import java.util.List;

/** Kingma &amp; Ba (2015), algorithm 1. */
final class AdamStep implements OptimiserStep {
  private final Optimiser.Adam adam;
  private final double learningRate;
  private final List<NDArray> weights;
  private final List<NDArray> writable;
  private final List<NDArray> means; //   of gradients
  private final List<NDArray> squares; // of squared gradients, their mean
  private final NDManager state;
  private int steps;

  AdamStep(
      Optimiser.Adam adam,
      double learningRate,
      List<NDArray> weights,
      List<NDArray> writable,
      NDManager state) {
    this.adam = adam;
    this.learningRate = learningRate;
    this.weights = weights;
    this.writable = writable;
    this.state = state;
    this.means = OptimiserStep.zerosLike(weights, state);
    this.squares = OptimiserStep.zerosLike(weights, state);
  }

  @Override
  public void step() {
    steps++;
    double rate = learningRate / (1 - Math.pow(adam.beta1(), steps));
    double scale = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), steps));
    for (int i = 0; i < weights.size(); i++) {
      try (NDManager scratch = state.newSubManager()) {
        NDArray g = in(scratch, weights.get(i).getGradient());
        NDArray m = means.get(i);
        NDArray v = squares.get(i);
        m.muli(adam.beta1()).addi(g.mul(1 - adam.beta1()));
        v.muli(adam.beta2()).addi(g.square().muli(1 - adam.beta2()));
        NDArray root = in(scratch, v.sqrt()).muli(scale).addi(adam.epsilon());
        writable.get(i).subi(in(scratch, m.div(root)).muli(rate));
        g.muli(0f);
        if (steps % FLUSH_EVERY == 0) {
          m.addi(FLUSH).subi(FLUSH);
          v.addi(FLUSH).subi(FLUSH);
        }
      }
    }
  }

  /** Lets an array be released with the step. */
  private static NDArray in(NDManager scratch, NDArray array) {
    array.attach(scratch);
    return array;
  }
}
