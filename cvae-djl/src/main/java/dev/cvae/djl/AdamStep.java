package dev.cvae.djl;

import static dev.cvae.djl.OptimiserStep.in;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.AdamW;
import java.util.List;

/**
 * Loshchilov &amp; Hutter (2019), algorithm 2; Kingma &amp; Ba (2015), algorithm 1, without decay.
 */
final class AdamStep implements OptimiserStep {
  private final AdamW adam;
  private final List<NDArray> weights;
  private final List<NDArray> writable;
  private final List<NDArray> means; //   of gradients
  private final List<NDArray> squares; // of squared gradients, their mean
  private final NDManager manager;
  private long steps;

  AdamStep(AdamW adam, List<NDArray> weights, List<NDArray> writable, OptimiserMemory memory) {
    this.adam = adam;
    this.weights = weights;
    this.writable = writable;
    this.means = memory.of("mean");
    this.squares = memory.of("square");
    this.manager = memory.manager();
    this.steps = memory.steps();
  }

  @Override
  public void step(double learningRate) {
    steps++;
    double rate = learningRate / (1 - Math.pow(adam.beta1(), (double) steps));
    double scale = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), (double) steps));
    for (int i = 0; i < weights.size(); i++) {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray w = writable.get(i);
        NDArray g = in(scratch, weights.get(i).getGradient());
        NDArray m = means.get(i);
        NDArray v = squares.get(i);
        if (adam.weightDecay() != 0) {
          w.muli(1 - learningRate * adam.weightDecay());
        }
        m.muli(adam.beta1()).addi(g.mul(1 - adam.beta1()));
        v.muli(adam.beta2()).addi(g.square().muli(1 - adam.beta2()));
        NDArray root = in(scratch, v.sqrt()).muli(scale).addi(adam.epsilon());
        w.subi(in(scratch, m.div(root)).muli(rate));
        g.muli(0f);
        float flush = OptimiserStep.flush(steps);
        if (flush != 0) {
          m.addi(flush).subi(flush);
          v.addi(flush).subi(flush);
        }
      }
    }
  }
}
