package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.testkit.Oracle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's loss and gradients against those of the oracle in double precision. */
class GradientTest {
  private static final int ROWS = 24;
  private static final int FEATURES = 12;
  private static final int LATENT = 4;

  /** Of the gradient of one tensor, ‖g − g*‖ / ‖g*‖. */
  private static final double RELATIVE_ERROR = 2e-6;

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (ReconstructionLoss loss : List.of(ReconstructionLoss.BCE, ReconstructionLoss.MSE)) {
        kinds.add(Arguments.of(activation, loss, true));
        kinds.add(Arguments.of(activation, loss, false));
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientsAreThoseOfDoublePrecision(
      Activation activation, ReconstructionLoss loss, boolean conditional) {
    assertGradients(activation, loss, conditional, () -> {});
  }

  private static void assertGradients(
      Activation activation, ReconstructionLoss loss, boolean conditional, Runnable meanwhile) {
    // given
    Dataset labelled = Engines.rows(ROWS, FEATURES, 3);
    Dataset data = conditional ? labelled : labelled.unlabelled();
    Mlp encoder = new Mlp(List.of(16, 9, 11), activation);
    Mlp decoder = new Mlp(List.of(10, 13), activation);
    ModelDescription description = Engines.description(data, LATENT, encoder, decoder, loss);
    float[][] noise = Engines.noise(ROWS, LATENT);

    try (NDManager manager = Engines.newManager()) {
      Model model =
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)));
      List<Tensor> weights = model.weights().toTensors();
      Oracle oracle = new Oracle(description, weights);

      // when
      float value = backward(model, data, noise, manager, meanwhile);

      // then
      double expectedLoss = oracle.loss(data, noise);
      assertThat(Math.abs(value / expectedLoss - 1)).as("loss").isLessThan(1e-6);
      Map<String, double[]> expected = oracle.gradient(data, noise);
      List<NDArray> trained = model.weights().trained();
      assertThat(trained).hasSameSizeAs(expected.keySet());
      for (int i = 0; i < weights.size(); i++) {
        String name = weights.get(i).name();
        try (NDArray gradient = trained.get(i).getGradient()) {
          assertThat(relativeError(expected.get(name), gradient.toFloatArray()))
              .as("relative error of the gradient of %s", name)
              .isLessThan(RELATIVE_ERROR);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void theGradientsAreRightWhateverTheGarbageCollectorFreesMeanwhile(Activation activation) {
    for (ReconstructionLoss loss : List.of(ReconstructionLoss.BCE, ReconstructionLoss.MSE)) {
      assertGradients(activation, loss, true, GradientTest::reuseFreedMemory);
    }
  }

  /** Has buffers outside the heap freed that nobody holds, and their memory overwritten. */
  private static void reuseFreedMemory() {
    System.gc();
    for (int i = 0; i < 2000; i++) {
      ByteBuffer garbage = ByteBuffer.allocateDirect(4 + i % 64);
      while (garbage.hasRemaining()) {
        garbage.put((byte) 0x7f); // a float of 3e38
      }
    }
  }

  private static float backward(
      Model model, Dataset data, float[][] noise, NDManager manager, Runnable meanwhile) {
    Batch batch = new Batch(ROWS, data.shape(), data.conditions());
    try (Batches batches = data.inOrder()) {
      assertThat(batches.next(batch)).isTrue();
    }
    InputBuffer condition = new InputBuffer(ROWS, data.conditions().width());
    NDArray x = InputBuffer.array(manager, batch.bytes(), FEATURES);
    NDArray c = condition.condition(batch, manager);
    NDArray epsilon = manager.create(noise);
    model.weights().requireGradients(true);
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray loss = Loss.of(Objective.elbo()).of(model, x, c, epsilon, 0, Average.PLAIN).loss();
      meanwhile.run();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private static double relativeError(double[] expected, float[] actual) {
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
}
