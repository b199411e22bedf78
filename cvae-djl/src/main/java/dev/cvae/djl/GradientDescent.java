package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Batch;
import dev.cvae.objective.Objective;

/**
 * First the gradient by all weights, then the step: any gradient with any optimiser, which may look
 * at the whole gradient, as clipping does.
 *
 * @param gradient leaves the gradient where the step finds it
 * @param optimiser changes the weights
 */
record GradientDescent(BatchGradient gradient, OptimiserStep optimiser) implements Descent {
  /**
   * By recorded gradients, which any model has.
   *
   * @param optimiser of the same weights
   * @param manager of the fit
   */
  static GradientDescent recorded(
      Objective objective, Model model, OptimiserStep optimiser, NDManager manager) {
    return new GradientDescent(new RecordedGradient(model, Loss.of(objective), manager), optimiser);
  }

  @Override
  public NDArray step(
      Batch batch,
      ConditionBuffer condition,
      InputBuffer noise,
      double epochs,
      double learningRate) {
    NDArray terms = gradient.of(batch, condition, noise, epochs);
    optimiser.step(learningRate);
    return terms;
  }

  @Override
  public void close() {
    try (gradient) {
      optimiser.close();
    }
  }
}
