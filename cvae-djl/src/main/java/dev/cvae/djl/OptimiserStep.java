package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Optimiser;
import java.util.List;

/** Changes weights by their gradients, in place, and clears the gradients. */
interface OptimiserStep extends AutoCloseable {
  /**
   * Moments of weights whose gradient has gone to zero decay into denormal numbers, which processors
   * handle many times slower; adding and subtracting this now and then makes them zero.
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
  private static List<NDArray> zerosLike(List<NDArray> weights, NDManager state) {
    return weights.stream().map(weight -> state.zeros(weight.getShape())).toList();
  }

  /** Kingma &amp; Ba (2015), algorithm 1. */
  final class AdamStep implements OptimiserStep {
    private final Optimiser.Adam adam;
    private final double learningRate;
    private final List<NDArray> weights;
    private final List<NDArray> writable;
    private final List<NDArray> means; //   of gradients
    private final List<NDArray> squares; // of squared gradients, their mean
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
      this.means = zerosLike(weights, state);
      this.squares = zerosLike(weights, state);
    }

    @Override
    public void step() {
      steps++;
      double rate = learningRate / (1 - Math.pow(adam.beta1(), steps));
      double scale = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), steps));
      for (int i = 0; i < weights.size(); i++) {
        try (NDList scratch = new NDList()) {
          NDArray g = kept(scratch, weights.get(i).getGradient());
          NDArray m = means.get(i);
          NDArray v = squares.get(i);
          m.muli(adam.beta1()).addi(kept(scratch, g.mul(1 - adam.beta1())));
          v.muli(adam.beta2()).addi(kept(scratch, g.square()).muli(1 - adam.beta2()));
          NDArray root = kept(scratch, v.sqrt()).muli(scale).addi(adam.epsilon());
          writable.get(i).subi(kept(scratch, m.div(root)).muli(rate));
          g.muli(0f);
          if (steps % FLUSH_EVERY == 0) {
            m.addi(FLUSH).subi(FLUSH);
            v.addi(FLUSH).subi(FLUSH);
          }
        }
      }
    }
  }

  /** Stochastic gradient descent, with momentum if it is not zero. */
  final class SgdStep implements OptimiserStep {
    private final Optimiser.Sgd sgd;
    private final double learningRate;
    private final List<NDArray> weights;
    private final List<NDArray> writable;
    private final List<NDArray> velocities;

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
      this.velocities = zerosLike(weights, state);
    }

    @Override
    public void step() {
      for (int i = 0; i < weights.size(); i++) {
        try (NDList scratch = new NDList()) {
          NDArray g = kept(scratch, weights.get(i).getGradient());
          NDArray v = velocities.get(i);
          v.muli(sgd.momentum()).addi(g);
          writable.get(i).subi(kept(scratch, v.mul(learningRate)));
          g.muli(0f);
        }
      }
    }
  }

  private static NDArray kept(NDList scratch, NDArray array) {
    scratch.add(array);
    return array;
  }
}
