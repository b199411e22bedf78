package dev.cvae.djl;

import static dev.cvae.djl.OptimiserStep.in;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A step whose gradients are clipped before, by the norm of all of them together (Pascanu, Mikolov
 * &amp; Bengio 2013, algorithm 1): g ← g · min(1, most / ‖g‖).
 */
final class ClippedStep implements OptimiserStep {
  private final OptimiserStep step;
  private final double most;
  private final List<NDArray> weights;
  private final NDManager manager;

  ClippedStep(OptimiserStep step, double most, List<NDArray> weights, NDManager manager) {
    this.step = step;
    this.most = most;
    this.weights = weights;
    this.manager = manager;
  }

  @Override
  public void step(double learningRate) {
    try (NDManager scratch = manager.newSubManager()) {
      List<NDArray> gradients =
          weights.stream().map(weight -> in(scratch, weight.getGradient())).toList();
      double norm = Math.sqrt(gradients.stream().mapToDouble(g -> squares(g, scratch)).sum());
      if (norm > most) {
        gradients.forEach(g -> g.muli(most / norm));
      }
    }
    step.step(learningRate);
  }

  private static double squares(NDArray gradient, NDManager scratch) {
    NDArray squares = in(scratch, gradient.square());
    return in(scratch, squares.sum()).getFloat();
  }

  @Override
  public void close() {
    step.close();
  }
}
