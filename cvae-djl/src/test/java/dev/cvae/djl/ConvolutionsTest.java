package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Conv;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.testkit.ConvolutionOracle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in convolutions against plain Java in double precision. */
class ConvolutionsTest {
  private static final int ROWS = 5;
  private static final int LATENT = 3;
  private static final ReconstructionLoss BCE = ReconstructionLoss.BCE;
  private static final ReconstructionLoss LOGISTIC = ReconstructionLoss.discretisedLogistic();

  /** Of the gradient of one tensor, ‖g − g*‖ / ‖g*‖; its differences are right to 1e-8. */
  private static final double RELATIVE_ERROR = 5e-6;

  static Stream<Arguments> kinds() {
    Conv smooth = Network.conv(3, 2).activation(Activation.TANH);
    return Stream.of(
        Arguments.of(Shape.of(1, 8, 12), smooth, BCE, true),
        Arguments.of(Shape.of(8, 4), smooth.film(), BCE, true),
        Arguments.of(Shape.of(8, 4), smooth.film(), BCE, false),
        Arguments.of(Shape.of(2, 4, 8), smooth, LOGISTIC, true),
        Arguments.of(Shape.of(3, 4, 4), smooth, LOGISTIC, false),
        Arguments.of(
            Shape.of(8, 8), Network.conv(2, 3, 2).activation(Activation.SOFTPLUS), BCE, true));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientsAreThoseOfDoublePrecision(
      Shape shape, Conv conv, ReconstructionLoss loss, boolean conditional) {
    assertGradients(shape, conv, loss, conditional, () -> {});
  }

  @Test
  void theGradientsAreRightWhateverTheGarbageCollectorFreesMeanwhile() {
    Conv smooth = Network.conv(3, 2).activation(Activation.TANH);
    assertGradients(Shape.of(8, 4), smooth.film(), LOGISTIC, true, Losses::reuseFreedMemory);
    assertGradients(Shape.of(8, 4), smooth, BCE, true, Losses::reuseFreedMemory);
  }

  @Test
  void theWeightsAreNamedAndOfTheShapesThatTheDocumentsGive() {
    Dataset data = images(Shape.of(1, 28, 28)).labelled(new int[] {0, 1, 2, 3, 9}, 10);
    assertThat(shapes(description(data, Network.conv(32, 64), BCE)))
        .containsExactly(
            Map.entry("encoder.conv.0.weight", "[32, 1, 4, 4]"),
            Map.entry("encoder.conv.0.bias", "[32]"),
            Map.entry("encoder.planes.weight", "[32, 10]"),
            Map.entry("encoder.conv.1.weight", "[64, 32, 4, 4]"),
            Map.entry("encoder.conv.1.bias", "[64]"),
            Map.entry("encoder.mean.weight", "[3, 3136]"),
            Map.entry("encoder.mean.bias", "[3]"),
            Map.entry("encoder.log_variance.weight", "[3, 3136]"),
            Map.entry("encoder.log_variance.bias", "[3]"),
            Map.entry("decoder.dense.weight", "[3136, 13]"),
            Map.entry("decoder.dense.bias", "[3136]"),
            Map.entry("decoder.conv.0.weight", "[128, 64, 3, 3]"),
            Map.entry("decoder.conv.0.bias", "[128]"),
            Map.entry("decoder.output.weight", "[4, 32, 3, 3]"),
            Map.entry("decoder.output.bias", "[4]"));
    assertThat(shapes(description(data, Network.conv(32, 64).film(), LOGISTIC)))
        .contains(
            Map.entry("encoder.film.0.weight", "[64, 10]"),
            Map.entry("encoder.film.1.weight", "[128, 10]"),
            Map.entry("decoder.dense.weight", "[3136, 3]"),
            Map.entry("decoder.film.0.weight", "[128, 10]"),
            Map.entry("decoder.film.1.weight", "[64, 10]"),
            Map.entry("decoder.output.weight", "[8, 32, 3, 3]"))
        .doesNotContainKey("encoder.planes.weight");
  }

  @Test
  void initialValuesAreUniformWithinOneOverTheRootOfTheFanIn() {
    Dataset data = images(Shape.of(28, 28)).unlabelled();
    Conv conv = Network.conv(32, 64);
    Tensor second =
        tensors(description(data, conv, BCE)).stream()
            .filter(tensor -> tensor.name().equals("encoder.conv.1.weight"))
            .findFirst()
            .orElseThrow();
    double bound = 1 / Math.sqrt(32 * 16);
    double squares = 0;
    for (float value : second.values()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
      squares += value * value;
    }
    assertThat(squares / second.values().length) // bound² / 3, within four standard errors
        .isCloseTo(bound * bound / 3, within(bound * bound * 0.298 * 4 / Math.sqrt(32768)));
  }

  @Test
  void aLossThatDoesNotNeedTheSameForEachPixelIsRefused() {
    Dataset data = images(Shape.of(4, 4)).unlabelled();
    ReconstructionLoss mixed = ReconstructionLoss.mixed(BCE.on(9), LOGISTIC.on(7));
    assertThatThrownBy(() -> tensors(description(data, Network.conv(2, 2), mixed)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("reconstructionLoss must need the same number of values")
        .hasMessageContaining("16 pixels")
        .hasMessageContaining("23");
  }

  private static void assertGradients(
      Shape shape, Conv conv, ReconstructionLoss loss, boolean conditional, Runnable meanwhile) {
    // given
    Dataset labelled = images(shape).labelled(new int[] {0, 1, 2, 1, 0}, 3);
    Dataset data = conditional ? labelled : labelled.unlabelled();
    ModelDescription description = description(data, conv, loss);
    float[][] noise = Engines.noise(ROWS, LATENT);
    try (NDManager manager = Engines.newManager()) {
      Model model =
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)));
      List<Tensor> weights = model.weights().toTensors();
      ConvolutionOracle oracle = new ConvolutionOracle(description, weights);

      // when
      float value = Losses.backward(model, Objective.elbo(), 0, data, noise, meanwhile);

      // then
      assertThat(value / oracle.loss(data, noise)).isCloseTo(1, within(1e-6));
      Map<String, float[]> gradients = Losses.gradients(model);
      for (String name : oracle.parameters().keySet()) {
        assertThat(relativeError(name, gradients.get(name), oracle, data, noise))
            .as("relative error of the gradient of %s", name)
            .isLessThan(RELATIVE_ERROR);
      }
    }
  }

  private static double relativeError(
      String name, float[] actual, ConvolutionOracle oracle, Dataset data, float[][] noise) {
    double error = 0;
    double size = 0;
    for (int k = 0; k < Math.min(40, actual.length); k++) {
      int i = k * 7919 % actual.length; // all over the tensor
      double expected = oracle.slope(name, i, data, noise);
      error += (actual[i] - expected) * (actual[i] - expected);
      size += expected * expected;
    }
    assertThat(size).as(name).isPositive();
    return Math.sqrt(error / size);
  }

  private static Dataset images(Shape shape) {
    float[] values = new float[ROWS * shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(255 * RandomStream.of(4).uniform(i)) / 255f;
    }
    return Dataset.of(values, shape);
  }

  private static ModelDescription description(Dataset data, Conv conv, ReconstructionLoss loss) {
    return new ModelDescription(
        data.shape(), data.conditions(), LATENT, conv, conv, loss, Prior.STANDARD_NORMAL);
  }

  private static List<Tensor> tensors(ModelDescription description) {
    Dataset data = images(description.shape());
    try (NDManager manager = Engines.newManager()) {
      return Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)))
          .weights()
          .toTensors();
    }
  }

  private static Map<String, String> shapes(ModelDescription description) {
    Map<String, String> shapes = new LinkedHashMap<>();
    tensors(description).forEach(t -> shapes.put(t.name(), Arrays.toString(t.shape())));
    return shapes;
  }
}
