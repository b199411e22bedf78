package dev.cvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OracleTest {
  private static final TrainingSettings SETTINGS =
      TrainingSettings.defaults().learningRate(1e-2).batchSize(4).epochs(1).seed(3);

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (ReconstructionLoss loss : List.of(ReconstructionLoss.BCE, ReconstructionLoss.MSE)) {
        kinds.add(Arguments.of(activation, loss, 0, List.of(4)));
        kinds.add(Arguments.of(activation, loss, 3, List.of(5, 3, 4)));
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientIsThatOfFiniteDifferences(
      Activation activation, ReconstructionLoss loss, int classes, List<Integer> hidden) {
    // given
    Dataset data = classes > 0 ? Examples.labelled(7) : Examples.plain(7);
    Oracle oracle =
        new OracleFit(description(activation, loss, classes, hidden), SETTINGS, data).model();
    float[][] noise = Examples.latents(7, 1);

    // when
    Map<String, double[]> gradient = oracle.gradient(data, noise);

    // then: central differences, whose error is of the order of the step squared
    double step = 1e-5;
    gradient.forEach(
        (name, values) -> {
          double[] weight = oracle.parameters().get(name);
          for (int i = 0; i < values.length; i++) {
            double kept = weight[i];
            weight[i] = kept + step;
            double above = oracle.loss(data, noise);
            weight[i] = kept - step;
            double below = oracle.loss(data, noise);
            weight[i] = kept;
            assertThat(values[i])
                .as("%s[%d]", name, i)
                .isCloseTo((above - below) / (2 * step), within(1e-8));
          }
        });
    assertThat(gradient.values())
        .allSatisfy(values -> assertThat(Arrays.stream(values).anyMatch(g -> g != 0)).isTrue());
  }

  @Test
  void aModelOfOneOfEachIsWhatPencilAndPaperSay() {
    // given: one feature, one latent, one hidden unit of softplus, a condition of two classes
    ModelDescription description =
        new ModelDescription(
            Shape.of(1),
            ConditionSchema.label(2),
            1,
            new Mlp(List.of(1), Activation.SOFTPLUS),
            new Mlp(List.of(1), Activation.TANH),
            ReconstructionLoss.BCE,
            Prior.STANDARD_NORMAL);
    Oracle oracle =
        new Oracle(
            description,
            List.of(
                tensor("encoder.hidden.0.weight", new int[] {1, 3}, 0.5f, 2f, -1f),
                tensor("encoder.hidden.0.bias", new int[] {1}, 0.25f),
                tensor("encoder.mean.weight", new int[] {1, 1}, 1.5f),
                tensor("encoder.mean.bias", new int[] {1}, -0.5f),
                tensor("encoder.log_variance.weight", new int[] {1, 1}, -0.75f),
                tensor("encoder.log_variance.bias", new int[] {1}, 0.125f),
                tensor("decoder.hidden.0.weight", new int[] {1, 3}, 0.5f, 1f, 3f),
                tensor("decoder.hidden.0.bias", new int[] {1}, -0.5f),
                tensor("decoder.output.weight", new int[] {1, 1}, 4f),
                tensor("decoder.output.bias", new int[] {1}, 1f)));

    // when: x = 0.75, label 1, ε = 0.5
    Oracle.Terms terms = oracle.elbo(new float[] {0.75f}, Condition.label(1), new float[] {0.5f});

    // then
    double h = Math.log(1 + Math.exp(0.5 * 0.75 - 1 + 0.25));
    double mean = 1.5 * h - 0.5;
    double variance = Math.exp(-0.75 * h + 0.125);
    double z = mean + Math.sqrt(variance) * 0.5;
    double f = 1 / (1 + Math.exp(-(4 * Math.tanh(0.5 * z + 3 - 0.5) + 1)));
    assertThat(terms.logLikelihood())
        .isCloseTo(0.75 * Math.log(f) + 0.25 * Math.log(1 - f), within(1e-14));
    assertThat(terms.kl())
        .isCloseTo(0.5 * (mean * mean + variance - 1 - Math.log(variance)), within(1e-14));
    assertThat(oracle.encode(new float[] {0.75f}, Condition.label(1)).mean()[0])
        .isCloseTo(mean, within(1e-14));
    assertThat(oracle.decode(new float[] {(float) z}, Condition.label(1))[0])
        .isCloseTo(f, within(1e-6));
  }

  @Test
  void theGaussianLikelihoodIntegratesToOne() {
    // given: p(x|z) of one feature, whatever z is decoded to
    ModelDescription description =
        description(Activation.TANH, ReconstructionLoss.MSE, 0, List.of(2), Shape.of(1));
    Oracle oracle =
        new OracleFit(description, SETTINGS, Dataset.of(new float[][] {{0.5f}})).model();
    float[] noise = {0.3f, -0.2f};

    // when: the encoder's part is the same for all x
    Arrays.fill(oracle.parameters().get("encoder.hidden.0.weight"), 0);
    double sum = 0;
    for (double x = -12; x < 12; x += 0.01) {
      float[] row = {(float) x};
      sum += 0.01 * Math.exp(oracle.elbo(row, Condition.none(), noise).logLikelihood());
    }

    // then
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void aFitLowersTheLoss() {
    Dataset data = Examples.labelled(20);
    ModelDescription description =
        description(Activation.RELU, ReconstructionLoss.BCE, 3, List.of(8));
    OracleFit fit =
        new OracleFit(
            description,
            TrainingSettings.defaults().learningRate(1e-2).batchSize(8).epochs(200).seed(3),
            data);
    List<OracleFit.Step> steps = fit.run(Integer.MAX_VALUE);
    assertThat(steps).hasSize(600).extracting(OracleFit.Step::rows).startsWith(8, 8, 4);
    assertThat(elboOf(steps.subList(570, 600))).isGreaterThan(elboOf(steps.subList(0, 30)) + 0.5);
  }

  @Test
  void aMissingTensorIsNamed() {
    ModelDescription description =
        description(Activation.RELU, ReconstructionLoss.BCE, 0, List.of(2));
    Oracle oracle = new Oracle(description, List.of());
    assertThatThrownBy(() -> oracle.decode(new float[2], Condition.none()))
        .hasMessageContaining("decoder.hidden.0.weight");
  }

  private static double elboOf(List<OracleFit.Step> steps) {
    return steps.stream()
        .mapToDouble(step -> step.logLikelihood() - step.kl())
        .average()
        .orElseThrow();
  }

  private static ModelDescription description(
      Activation activation, ReconstructionLoss loss, int classes, List<Integer> hidden) {
    return description(activation, loss, classes, hidden, Shape.of(Examples.FEATURES));
  }

  private static ModelDescription description(
      Activation activation,
      ReconstructionLoss loss,
      int classes,
      List<Integer> hidden,
      Shape shape) {
    return new ModelDescription(
        shape,
        classes > 0 ? ConditionSchema.label(classes) : ConditionSchema.none(),
        Examples.LATENT,
        new Mlp(hidden, activation),
        new Mlp(hidden, activation),
        loss,
        Prior.STANDARD_NORMAL);
  }

  private static Tensor tensor(String name, int[] shape, float... values) {
    return new Tensor(name, shape, values);
  }
}
