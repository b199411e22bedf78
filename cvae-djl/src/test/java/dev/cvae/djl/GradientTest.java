package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.testkit.Oracle;
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
      float value = Losses.backward(model, Objective.elbo(), 0, data, noise, meanwhile);

      // then
      double expectedLoss = oracle.loss(data, noise);
      assertThat(Math.abs(value / expectedLoss - 1)).as("loss").isLessThan(1e-6);
      Map<String, double[]> expected = oracle.gradient(data, noise);
      List<NDArray> trained = model.weights().trained();
      assertThat(trained).hasSameSizeAs(expected.keySet());
      for (int i = 0; i < weights.size(); i++) {
        String name = weights.get(i).name();
        try (NDArray gradient = trained.get(i).getGradient()) {
          assertThat(Losses.relativeError(expected.get(name), gradient.toFloatArray()))
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
      assertGradients(activation, loss, true, Losses::reuseFreedMemory);
    }
  }
}
