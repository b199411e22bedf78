package dev.cvae.djl;

import static dev.cvae.likelihood.ReconstructionLoss.categorical;
import static dev.cvae.likelihood.ReconstructionLoss.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.objective.KlWeight;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.testkit.BoundOracle;
import dev.cvae.testkit.LossExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each loss's value and gradients against central differences in double precision. */
class LossGradientTest {
  private static final int ROWS = 7;
  private static final int LATENT = 2;
  private static final Mlp MLP = new Mlp(List.of(5), Activation.TANH);

  /** Of one tensor's gradient, ‖g − g*‖ / ‖g*‖. */
  private static final double RELATIVE_ERROR = 2e-5;

  private static final ReconstructionLoss MIXED = LossExamples.losses().get(7);

  static List<Objective> objectives() {
    return List.of(
        Objective.elbo(),
        Objective.elbo().beta(0.5),
        Objective.elbo().beta(0),
        Objective.elbo().klWeight(new KlWeight.Linear(2, 8)),
        Objective.elbo().samples(3),
        Objective.iwae(1),
        Objective.iwae(3),
        Objective.dreg(1),
        Objective.dreg(3));
  }

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (ReconstructionLoss loss : LossExamples.losses()) {
      kinds.add(Arguments.of(loss, Prior.STANDARD_NORMAL, Objective.elbo(), true));
    }
    for (Prior prior : LossExamples.priors()) {
      for (Objective objective : objectives()) {
        kinds.add(Arguments.of(MIXED, prior, objective, true));
      }
      if (prior.factorises()) {
        kinds.add(Arguments.of(MIXED, prior, Objective.elbo().freeBits(0.05), true));
      }
    }
    for (Prior prior : List.of(Prior.STANDARD_NORMAL, Prior.vamp(4))) {
      kinds.add(Arguments.of(MIXED, prior, Objective.elbo().samples(2), false));
      kinds.add(Arguments.of(MIXED, prior, Objective.dreg(3), false));
    }
    for (ReconstructionLoss loss : List.of(categorical(6), mixed(categorical(2, 4).on(6)))) {
      kinds.add(Arguments.of(loss, Prior.STANDARD_NORMAL, Objective.elbo(), true));
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientsAreThoseOfDoublePrecision(
      ReconstructionLoss loss, Prior prior, Objective objective, boolean conditional) {
    assertGradients(loss, prior, objective, conditional, () -> {});
  }

  @Test
  void theGradientsAreRightWhateverTheGarbageCollectorFreesMeanwhile() {
    for (ReconstructionLoss loss : LossExamples.losses()) {
      for (Objective objective : List.of(Objective.elbo().freeBits(0.05), Objective.dreg(2))) {
        Prior prior = Prior.conditional(5);
        assertGradients(loss, prior, objective, true, Losses::reuseFreedMemory);
      }
    }
    for (Objective objective : objectives()) {
      assertGradients(MIXED, Prior.vamp(4), objective, true, Losses::reuseFreedMemory);
    }
  }

  @Test
  void latentsWithinTheirFreeBitsHaveNoGradientOfTheirKl() {
    // given: more nats for free than any latent takes
    Objective generous = Objective.elbo().freeBits(100);
    Dataset data = LossExamples.data(MIXED, ROWS);
    try (NDManager manager = Engines.newManager()) {
      Model model = model(description(MIXED, Prior.conditional(), data), data, manager);

      // when
      double value =
          Losses.backward(model, generous, 0, data, Engines.noise(ROWS, LATENT), () -> {});

      // then: the loss is the reconstruction's and λ a latent; the prior learns nothing
      BoundOracle oracle = new BoundOracle(model.description(), model.weights().toTensors());
      double reconstruction =
          oracle.loss(Objective.elbo().beta(0), 0, data, Engines.noise(ROWS, LATENT));
      assertThat(value).isCloseTo(reconstruction + 100 * LATENT, within(1e-4));
      assertThat(Losses.gradients(model).get("prior.mean.bias")).containsOnly(0);
    }
  }

  @Test
  void doublyReparameterisedGradientsAgreeWithReparameterisedOnesOnAverage() {
    // given: one row many times, for draws of z enough to show a factor
    int copies = 4000;
    int draws = 4;
    float[][] rows = new float[copies][];
    Arrays.fill(rows, LossExamples.data(ReconstructionLoss.BCE, 1).row(0));
    Dataset data = Dataset.of(rows).unlabelled();
    ModelDescription description = description(ReconstructionLoss.BCE, Prior.STANDARD_NORMAL, data);

    // when: the same noise for both, another at each turn
    List<double[]> differences = new ArrayList<>();
    for (int turn = 0; turn < 20; turn++) {
      float[][] noise = new float[copies * draws][LATENT];
      for (int i = 0; i < noise.length; i++) {
        RandomStream.of(turn).normals((long) i * LATENT, noise[i]);
      }
      float[] iwae = gradientOfMean(description, Objective.iwae(draws), data, noise);
      float[] dreg = gradientOfMean(description, Objective.dreg(draws), data, noise);
      double[] difference = new double[LATENT];
      Arrays.setAll(difference, j -> dreg[j] - iwae[j]);
      differences.add(difference);
    }

    // then
    for (int j = 0; j < LATENT; j++) {
      int latent = j;
      double[] ofLatent = differences.stream().mapToDouble(all -> all[latent]).toArray();
      double mean = Arrays.stream(ofLatent).average().orElseThrow();
      double squares = Arrays.stream(ofLatent).map(d -> (d - mean) * (d - mean)).sum();
      double standardError = Math.sqrt(squares / 19 / 20);
      assertThat(standardError).as("not because they are the same").isBetween(1e-5, 5e-3);
      assertThat(mean).as("bias %d, seeds 0 to 19", j).isCloseTo(0, within(5 * standardError));
    }
  }

  private static float[] gradientOfMean(
      ModelDescription description, Objective objective, Dataset data, float[][] noise) {
    try (NDManager manager = Engines.newManager()) {
      Model model = model(description, data, manager);
      Losses.backward(model, objective, 0, data, noise, () -> {});
      return Losses.gradients(model).get("encoder.mean.bias");
    }
  }

  private static void assertGradients(
      ReconstructionLoss loss,
      Prior prior,
      Objective objective,
      boolean conditional,
      Runnable meanwhile) {
    // given
    Dataset labelled = LossExamples.data(loss, ROWS);
    Dataset data = conditional ? labelled : labelled.unlabelled();
    ModelDescription description = description(loss, prior, data);
    float[][] noise = Engines.noise(ROWS * objective.samples(), LATENT);
    try (NDManager manager = Engines.newManager()) {
      Model model = model(description, data, manager);
      BoundOracle oracle = new BoundOracle(description, model.weights().toTensors());

      // when
      float value = Losses.backward(model, objective, 3, data, noise, meanwhile);
      Map<String, float[]> gradients = Losses.gradients(model);

      // then
      boolean dreg = objective.bound() == Objective.Bound.DREG;
      if (!dreg) {
        double expected = oracle.loss(objective, 3, data, noise);
        assertThat(value)
            .as("loss")
            .isCloseTo((float) expected, within(2e-6f * (float) Math.abs(expected)));
      }
      Map<String, double[]> expected =
          dreg ? oracle.dregGradient(data, noise) : oracle.gradient(objective, 3, data, noise);
      assertThat(gradients.keySet()).isEqualTo(expected.keySet());
      gradients.forEach((name, gradient) -> assertGradient(name, expected.get(name), gradient));
    }
  }

  private static void assertGradient(String name, double[] expected, float[] actual) {
    for (double slope : expected) {
      if (slope != 0) {
        assertThat(Losses.relativeError(expected, actual))
            .as("relative error of the gradient of %s", name)
            .isLessThan(RELATIVE_ERROR);
        return;
      }
    }
    assertThat(actual).as("gradient of %s", name).containsOnly(0); // β = 0 and the prior's weights
  }

  private static ModelDescription description(ReconstructionLoss loss, Prior prior, Dataset data) {
    return new ModelDescription(data.shape(), data.conditions(), LATENT, MLP, MLP, loss, prior);
  }

  private static Model model(ModelDescription description, Dataset data, NDManager manager) {
    return Model.build(description, manager, new SomeValues(Engines.task(description, data)));
  }
}
