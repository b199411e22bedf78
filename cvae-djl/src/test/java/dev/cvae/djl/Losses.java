package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.objective.Objective;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses and their gradients on the engine. */
final class Losses {
  private Losses() {}

  /** Forward and backward; the gradients are then the weights'. Returns the loss. */
  static float backward(
      Model model,
      Objective objective,
      double epochs,
      Dataset data,
      float[][] noise,
      Runnable meanwhile) {
    Batch batch = batch(data, model.description().conditions());
    model.weights().requireGradients(true);
    try (NDManager scope = model.weights().manager().newSubManager();
        GradientCollector collector = scope.getEngine().newGradientCollector()) {
      NDArray x = InputBuffer.array(scope, batch.bytes(), data.shape().size());
      NDArray c = condition(model, batch, scope);
      NDArray loss =
          Loss.of(objective).of(model, x, c, scope.create(noise), epochs, BatchMean.PLAIN).loss();
      meanwhile.run();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** The c of a batch's conditions. */
  static NDArray condition(Model model, Batch batch, NDManager scope) {
    ConditionBuffer buffer = new ConditionBuffer(model.description(), batch.rows());
    return model.condition().of(buffer.fill(batch.conditions(), batch.rows()), scope, true);
  }

  static Batch batch(Dataset data) {
    return batch(data, data.conditions());
  }

  private static Batch batch(Dataset data, ConditionSchema conditions) {
    Batch batch = new Batch((int) data.size(), data.shape(), conditions);
    try (Batches batches = data.inOrder()) {
      assertThat(batches.next(batch)).isTrue();
    }
    return batch;
  }

  /** The weights' gradients by name. */
  static Map<String, float[]> gradients(Model model) {
    List<Tensor> tensors = model.weights().toTensors();
    List<NDArray> trained = model.weights().trained();
    assertThat(trained).hasSameSizeAs(tensors);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      try (NDArray gradient = trained.get(i).getGradient()) {
        gradients.put(tensors.get(i).name(), gradient.toFloatArray());
      }
    }
    return gradients;
  }

  /** ‖g − g*‖ / ‖g*‖. */
  static double relativeError(double[] expected, float[] actual) {
    assertThat(actual).hasSize(expected.length);
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    assertThat(size).isPositive();
    return Math.sqrt(error / size);
  }

  /** Has buffers outside the heap freed that nobody holds, and their memory overwritten. */
  static void reuseFreedMemory() {
    System.gc();
    for (int i = 0; i < 2000; i++) {
      ByteBuffer garbage = ByteBuffer.allocateDirect(4 + i % 64);
      while (garbage.hasRemaining()) {
        garbage.put((byte) 0x7f); // a float of 3e38
      }
    }
  }
}
