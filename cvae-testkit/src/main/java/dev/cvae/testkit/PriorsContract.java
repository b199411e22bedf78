package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.LATENT;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models with each prior: fixed, learned for each condition, a mixture of posteriors. */
abstract class PriorsContract {
  /** Rounding of float32, relative to 1 or more. */
  private static final double ROUNDING = 5e-6;

  static List<Prior> priors() {
    return LossExamples.priors();
  }

  private static GenerativeModel fitted(Prior prior, int epochs, Dataset data) {
    return tiny().prior(prior).epochs(epochs).learningRate(1e-2).build().fit(data);
  }

  @ParameterizedTest
  @MethodSource("priors")
  void aFitRaisesTheBound(Prior prior) {
    try (GenerativeModel little = fitted(prior, 1, labelled(50));
        GenerativeModel more = fitted(prior, 60, labelled(50))) {
      assertThat(more.evaluate(labelled(50)).elbo())
          .isGreaterThan(little.evaluate(labelled(50)).elbo() + 0.05);
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void klsAgreeWithDoublePrecision(Prior prior) {
    Dataset data = labelled(50);
    try (GenerativeModel model = fitted(prior, 5, data)) {
      BoundOracle oracle = BoundOracle.of(model);
      List<Evaluation> each = model.evaluateEach(data, 5);
      for (int row = 0; row < each.size(); row++) {
        float[] noise = new float[LATENT];
        RandomStream.of(5).split("evaluation").normals((long) row * LATENT, noise);
        double[] kl = oracle.klTerms(data.row(row), data.condition(row), new float[][] {noise});
        assertClose(Arrays.stream(kl).sum(), each.get(row).kl(), ROUNDING, "row " + row);
      }
      assertClose(
          each.stream().mapToDouble(Evaluation::kl).average().orElseThrow(),
          model.evaluate(data, 5).kl(),
          1e-9,
          "the average");
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void generatedLatentsAreThePriorsOfTheirConditionAtNoiseThatTheSeedSays(Prior prior) {
    int rows = 1300; // more than are computed at once
    try (GenerativeModel model = fitted(prior, 5, labelled(50))) {
      BoundOracle oracle = BoundOracle.of(model);
      List<Condition> conditions = Examples.conditions(rows);
      float[][] latents = model.generate(GenerationRequest.of(conditions).seed(11)).latents();
      RandomStream random = RandomStream.of(11);
      for (int row = 0; row < rows; row++) {
        float[] noise = new float[LATENT];
        random.split("latent").normals((long) row * LATENT, noise);
        List<Oracle.Normal> components = oracle.prior(conditions.get(row));
        double uniform = random.split("component").uniform(row);
        Oracle.Normal component = components.get((int) (uniform * components.size()));
        double[] expected = new double[LATENT];
        Arrays.setAll(
            expected,
            j -> component.mean()[j] + Math.exp(component.logVariance()[j] / 2) * noise[j]);
        assertClose(expected, latents[row], ROUNDING, "row " + row);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void logLikelihoodsAgreeWithDoublePrecision(Prior prior) {
    Dataset data = labelled(70);
    int samples = 4;
    try (GenerativeModel model = fitted(prior, 5, labelled(50))) {
      BoundOracle oracle = BoundOracle.of(model);
      double[] values = model.logLikelihood(data, samples, 9).values();
      for (int row = 0; row < values.length; row++) {
        double sum = 0;
        for (int k = 0; k < samples; k++) {
          float[] noise = new float[LATENT];
          RandomStream random = RandomStream.of(9).split("importance").split(row);
          random.normals((long) k * LATENT, noise);
          sum += Math.exp(oracle.logWeight(data.row(row), data.condition(row), noise));
        }
        assertClose(Math.log(sum / samples), values[row], ROUNDING, "row " + row);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void aLoadedModelGivesTheSameRowsAndFigures(Prior prior) {
    try (GenerativeModel model = fitted(prior, 3, labelled(50));
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.description().prior()).isEqualTo(prior);
      assertThat(loaded.generate(Condition.label(1), 20, 3).rows())
          .isDeepEqualTo(model.generate(Condition.label(1), 20, 3).rows());
      assertThat(loaded.evaluate(labelled(50))).isEqualTo(model.evaluate(labelled(50)));
    }
  }

  @Test
  void aLearnedPriorPutsClassesInPlacesOfTheirOwn() {
    // given: a decoder that has to be told the class by z, for which that is worth nats
    try (GenerativeModel before = fitted(Prior.conditional(), 1, labelled(60));
        GenerativeModel after = fitted(Prior.conditional(), 100, labelled(60))) {
      // then
      BoundOracle learned = BoundOracle.of(after);
      assertThat(learned.prior(Condition.label(0)).get(0).mean())
          .isNotEqualTo(learned.prior(Condition.label(1)).get(0).mean());
      assertThat(learned.parameters().get("prior.mean.weight"))
          .isNotEqualTo(BoundOracle.of(before).parameters().get("prior.mean.weight"));
      assertThat(after.evaluate(labelled(60)).elbo())
          .isGreaterThan(before.evaluate(labelled(60)).elbo());
    }
  }

  @Test
  void aVampPriorNeedsNoCondition() {
    try (GenerativeModel model = fitted(Prior.vamp(3), 60, plain(50));
        GenerativeModel little = fitted(Prior.vamp(3), 1, plain(50));
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(model.evaluate(plain(50)).elbo()).isGreaterThan(little.evaluate(plain(50)).elbo());
      assertThat(loaded.generate(20, 3).rows()).isDeepEqualTo(model.generate(20, 3).rows());
    }
  }

  @Test
  void aLearnedPriorOfTheConditionNeedsOne() {
    assertThatThrownBy(() -> fitted(Prior.conditional(), 1, plain(50)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "prior must be one without condition for data that has none, was learned p(z|c)");
  }

  @ParameterizedTest
  @MethodSource("priors")
  void atTemperatureZeroTheNoiseIsLeftOut(Prior prior) {
    try (GenerativeModel model = fitted(prior, 3, labelled(50))) {
      BoundOracle oracle = BoundOracle.of(model);
      GenerationRequest request = GenerationRequest.of(Condition.label(1), 30).seed(2);
      float[][] cold = model.generate(request.temperature(0)).latents();
      for (int row = 0; row < cold.length; row++) {
        List<Oracle.Normal> components = oracle.prior(Condition.label(1));
        double uniform = RandomStream.of(2).split("component").uniform(row);
        Oracle.Normal component = components.get((int) (uniform * components.size()));
        assertClose(component.mean(), cold[row], ROUNDING, "row " + row);
      }
    }
  }

  @Test
  void temperatureScalesTheNoiseAndTruncationBoundsIt() {
    try (GenerativeModel model = fitted(Prior.STANDARD_NORMAL, 1, labelled(50))) {
      GenerationRequest request = GenerationRequest.of(Condition.label(1), 500).seed(2);
      float[][] warm = model.generate(request).latents();
      float[][] cool = model.generate(request.temperature(0.5)).latents();
      float[][] near = model.generate(request.truncation(0.7)).latents();
      float[][] far = model.generate(request.truncation(Double.POSITIVE_INFINITY)).latents();
      assertThat(far).isDeepEqualTo(warm);
      for (int row = 0; row < warm.length; row++) {
        for (int j = 0; j < LATENT; j++) {
          assertThat(cool[row][j]).isEqualTo(0.5f * warm[row][j]);
          assertThat(near[row][j]).isBetween(-0.7f, 0.7f);
        }
      }
    }
    assertThatThrownBy(() -> GenerationRequest.of(Condition.none(), 1).temperature(-1))
        .hasMessage("temperature must be finite and not negative, was -1.0");
    assertThatThrownBy(() -> GenerationRequest.of(Condition.none(), 1).truncation(0))
        .hasMessage("truncation must be positive, was 0.0");
  }
}
