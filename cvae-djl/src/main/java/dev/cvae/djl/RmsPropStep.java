package dev.cvae.djl;

import static dev.cvae.djl.OptimiserStep.in;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.RmsProp;
import java.util.List;

/** Tieleman &amp; Hinton (2012), with momentum and weight decay if they are not zero. */
final class RmsPropStep implements OptimiserStep {
  private final RmsProp rmsProp;
  private final List<NDArray> weights;
  private final List<NDArray> writable;
  private final List<NDArray> squares; // of gradients, their mean
  private final List<NDArray> velocities;
  private final NDManager manager;
  private long steps;

  RmsPropStep(
      RmsProp rmsProp, List<NDArray> weights, List<NDArray> writable, OptimiserMemory memory) {
    this.rmsProp = rmsProp;
    this.weights = weights;
    this.writable = writable;
    this.squares = memory.of("square");
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
        NDArray s = squares.get(i);
        if (rmsProp.weightDecay() != 0) {
          g.addi(in(scratch, w.mul(rmsProp.weightDecay())));
        }
        s.muli(rmsProp.alpha()).addi(in(scratch, g.square()).muli(1 - rmsProp.alpha()));
        NDArray root = in(scratch, s.sqrt()).addi(rmsProp.epsilon());
        NDArray v = velocities.get(i).muli(rmsProp.momentum()).addi(in(scratch, g.div(root)));
        w.subi(in(scratch, v.mul(learningRate)));
        g.muli(0f);
        float flush = OptimiserStep.flush(steps);
        if (flush != 0) {
          s.addi(flush).subi(flush);
          v.addi(flush).subi(flush);
        }
      }
    }
  }
}
