package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.data.Batch;

/**
 * First the gradient by all weights, then the step: any gradient with any optimiser, which may look
 * at the whole gradient, as clipping does.
 *
 * @param gradient leaves the gradient where the step finds it
 * @param optimiser changes the weights
 */
record GradientDescent(BatchGradient gradient, OptimiserStep optimiser) implements Descent {
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
