package dev.cvae.djl;

/**
 * What a fit does with each batch: the gradient of its loss, and a step of the optimiser.
 *
 * @param gradient leaves the gradient where the step finds it
 * @param step changes the weights
 */
record Descent(BatchGradient gradient, OptimiserStep step) implements AutoCloseable {
  @Override
  public void close() {
    try (gradient) {
      step.close();
    }
  }
}
