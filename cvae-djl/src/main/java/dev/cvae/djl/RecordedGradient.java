package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.cvae.data.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** By the engine's automatic differentiation: any loss, any network, any engine. */
final class RecordedGradient implements BatchGradient {
  private final Model model;
  private final Loss loss;
  private final NDManager manager;

  RecordedGradient(Model model, Loss loss, NDManager manager) {
    this.model = model;
    this.loss = loss;
    this.manager = manager;
  }

  @Override
  public NDArray of(Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = InputBuffer.array(scope, batch.bytes(), model.description().features());
      NDArray epsilon = noise.array(scope);
      BatchMean mean = mean(batch, scope);
      Elbo elbo;
      try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
        @Nullable NDArray c = model.condition().of(condition, scope, true);
        Loss.Value value = loss.of(model, x, c, epsilon, epochs, mean);
        gradients.backward(value.loss());
        elbo = value.elbo();
      }
      NDArray terms =
          NDArrays.stack(new NDList(mean.sum(elbo.logLikelihood()), mean.sum(elbo.kl())));
      terms.attach(manager);
      return terms;
    }
  }

  /** Of the batch, whose rows may count for more or less. */
  private static BatchMean mean(Batch batch, NDManager scope) {
    return batch.isWeighted()
        ? new BatchMean(scope.create(Arrays.copyOf(batch.weights(), batch.rows())))
        : BatchMean.PLAIN;
  }
}
