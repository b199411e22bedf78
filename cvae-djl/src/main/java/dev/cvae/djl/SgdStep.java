package dev.cvae.djl;

import static dev.cvae.djl.OptimiserStep.in;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Sgd;
import java.util.List;

/** Stochastic gradient descent, with momentum and weight decay if they are not zero. */
final class SgdStep implements OptimiserStep {
  private final Sgd sgd;
  private final List<NDArray> weights;
  private final List<NDArray> writable;
  private final List<NDArray> velocities;
  private final NDManager manager;
  private long steps;

  SgdStep(Sgd sgd, List<NDArray> weights, List<NDArray> writable, OptimiserMemory memory) {
    this.sgd = sgd;
    this.weights = weights;
    this.writable = writable;
    this.velocities = memory.of("velocity");
    this.manager = memory.manager();
    this.steps = memory.steps();
  }

  @Override
  public void step(double learningRate) {
    steps++;
    for (int i = 0; i < weights.size(); i++) {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray w = writable.get(i);
        NDArray g = in(scratch, weights.get(i).getGradient());
        NDArray v = velocities.get(i).muli(sgd.momentum()).addi(g);
        if (sgd.weightDecay() != 0) {
          v.addi(in(scratch, w.mul(sgd.weightDecay())));
        }
        w.subi(in(scratch, v.mul(learningRate)));
        g.muli(0f);
        float flush = OptimiserStep.flush(steps);
        if (flush != 0) {
          v.addi(flush).subi(flush);
        }
      }
    }
  }
}
