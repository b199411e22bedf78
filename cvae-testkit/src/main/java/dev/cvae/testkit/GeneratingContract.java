package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.CLASSES;
import static dev.cvae.testkit.Examples.FEATURES;
import static dev.cvae.testkit.Examples.LATENT;
import static dev.cvae.testkit.Examples.conditions;
import static dev.cvae.testkit.Examples.fitted;
import static dev.cvae.testkit.Examples.fittedPlain;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.latents;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fitted model answers. */
abstract class GeneratingContract {
  /** Rounding of float32 in a few products of small matrices. */
  private static final double ROUNDING = 1e-6;

  /** What the docs promise of a row, whatever batch it is computed in. */
  private static final double ANY_BATCH = 1e-5;

  /** More rows than any backend is given at once. */
  private static final int MANY = 1300;

  @Test
  void generatedRowsHaveTheDatasShapeTheirConditionAndLatent() {
    // given
    Shape shape = Shape.of(1, 2, 3);
    Dataset images = Dataset.of(rows(labelled(50)), shape).labelled(labels(labelled(50)), CLASSES);

    // when
    try (GenerativeModel model = tiny().build().fit(images)) {
      Samples samples = model.generate(Condition.labels(2, 0, 1, 2));

      // then
      assertThat(samples.size()).isEqualTo(4);
      assertThat(samples.shape()).isEqualTo(shape);
      assertThat(samples.conditions()).isEqualTo(Condition.labels(2, 0, 1, 2));
      assertThat(samples.rows()).hasDimensions(4, FEATURES);
      assertThat(samples.latents()).hasDimensions(4, LATENT);
      for (float[] row : samples.rows()) {
        for (float value : row) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void decodingAgreesWithDoublePrecision() {
    try (GenerativeModel model = fitted()) {
      Oracle oracle = Oracle.of(model);
      Samples decoded = model.decode(latents(30, 1), conditions(30));
      for (int row = 0; row < 30; row++) {
        double[] expected = oracle.decode(latents(30, 1)[row], conditions(30).get(row));
        assertClose(expected, decoded.row(row), ROUNDING, "row " + row);
      }
      assertThat(decoded.latents()).isDeepEqualTo(latents(30, 1));
      assertThat(decoded.seed()).isEmpty();
    }
  }

  @Test
  void decodingAPlainModelUnderMseAgreesWithDoublePrecision() {
    try (GenerativeModel model =
        tiny().reconstructionLoss(ReconstructionLoss.MSE).build().fit(plain(50))) {
      Oracle oracle = Oracle.of(model);
      Samples decoded = model.decode(latents(30, 1));
      for (int row = 0; row < 30; row++) {
        double[] expected = oracle.decode(latents(30, 1)[row], Condition.none());
        assertClose(expected, decoded.row(row), ROUNDING, "row " + row);
      }
    }
  }

  @Test
  void encodingAgreesWithDoublePrecision() {
    try (GenerativeModel model = fitted();
        GenerativeModel plain = fittedPlain()) {
      assertEncodingAgrees(model, labelled(50));
      assertEncodingAgrees(plain, plain(50));
    }
  }

  private static void assertEncodingAgrees(GenerativeModel model, Dataset data) {
    Oracle oracle = Oracle.of(model);
    Posterior posterior = model.encode(data);
    assertThat(posterior.size()).isEqualTo((int) data.size());
    for (int row = 0; row < posterior.size(); row++) {
      Oracle.Normal expected = oracle.encode(data.row(row), data.condition(row));
      assertClose(expected.mean(), posterior.mean(row), ROUNDING, "mean of row " + row);
      assertClose(
          expected.logVariance(), posterior.logVariance(row), ROUNDING, "log-variance of " + row);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void evaluationAgreesWithDoublePrecision(long seed) {
    try (GenerativeModel model = fitted();
        GenerativeModel plain = fittedPlain();
        GenerativeModel mse =
            tiny().reconstructionLoss(ReconstructionLoss.MSE).build().fit(labelled(50))) {
      assertEvaluationAgrees(model, labelled(50), seed);
      assertEvaluationAgrees(plain, plain(50), seed);
      assertEvaluationAgrees(mse, labelled(50), seed);
    }
  }

  private static void assertEvaluationAgrees(GenerativeModel model, Dataset data, long seed) {
    // given
    Oracle oracle = Oracle.of(model);
    RandomStream random = RandomStream.of(seed).split("evaluation");
    int rows = (int) data.size();
    double constant = model.description().reconstructionLoss().logConstant(FEATURES);

    // when
    Evaluation all = model.evaluate(data, seed);
    List<Evaluation> each = model.evaluateEach(data, seed);

    // then
    double logLikelihood = 0;
    double kl = 0;
    assertThat(each).hasSize(rows);
    for (int row = 0; row < rows; row++) {
      float[] noise = new float[LATENT];
      random.normals((long) row * LATENT, noise);
      Oracle.Terms terms = oracle.elbo(data.row(row), data.condition(row), noise);
      assertThat(each.get(row).examples()).isEqualTo(1);
      assertClose(terms.logLikelihood(), each.get(row).logLikelihood(), ROUNDING, "row " + row);
      assertClose(terms.kl(), each.get(row).kl(), ROUNDING, "KL of row " + row);
      logLikelihood += terms.logLikelihood() / rows;
      kl += terms.kl() / rows;
    }
    assertThat(all.examples()).isEqualTo(rows);
    assertClose(logLikelihood, all.logLikelihood(), ROUNDING, "log-likelihood");
    assertClose(kl, all.kl(), ROUNDING, "KL");
    assertClose(constant - logLikelihood, all.reconstruction(), ROUNDING, "reconstruction");
    assertClose(logLikelihood - kl, all.elbo(), 2 * ROUNDING, "ELBO");
  }

  @Test
  void theEvaluationOfEachRowAveragesToThatOfAll() {
    try (GenerativeModel model = fitted()) {
      Evaluation all = model.evaluate(labelled(MANY), 3);
      List<Evaluation> each = model.evaluateEach(labelled(MANY), 3);
      assertThat(each.stream().mapToDouble(Evaluation::elbo).average().orElseThrow())
          .isCloseTo(all.elbo(), within(1e-12));
      assertThat(model.evaluate(labelled(MANY), 3)).isEqualTo(all);
      assertThat(model.evaluate(labelled(MANY), 4)).isNotEqualTo(all);
      assertThat(model.evaluate(labelled(MANY))).isEqualTo(model.evaluate(labelled(MANY), 0));
    }
  }

  @Test
  void whatARowIsEncodedToDoesNotDependOnItsNeighbours() {
    try (GenerativeModel model = fitted()) {
      float[][] together = model.encode(labelled(MANY)).mean();
      for (int row : new int[] {0, 511, 512, 1024, MANY - 1}) {
        int wanted = row;
        float[][] alone = model.encode(labelled(MANY).filter(i -> i == wanted)).mean();
        assertClose(new float[][] {together[row]}, alone, ANY_BATCH, "row " + row);
      }
    }
  }

  @Test
  void aReconstructionIsTheDecodedMeanOfThePosterior() {
    try (GenerativeModel model = fitted()) {
      Dataset data = labelled(MANY);
      Samples reconstructed = model.reconstruct(data);
      float[][] means = model.encode(data).mean();
      assertThat(reconstructed.latents()).isDeepEqualTo(means);
      assertThat(reconstructed.conditions()).isEqualTo(conditions(MANY));
      assertThat(reconstructed.rows()).isDeepEqualTo(model.decode(means, conditions(MANY)).rows());
    }
  }

  @Test
  void theSameCallTwiceGivesTheSameBytes() {
    try (GenerativeModel model = fitted()) {
      GenerationRequest request = GenerationRequest.of(conditions(MANY)).seed(11);
      Samples first = model.generate(request);
      Samples second = model.generate(request);
      assertThat(second.rows()).isDeepEqualTo(first.rows());
      assertThat(second.latents()).isDeepEqualTo(first.latents());
    }
  }

  @Test
  void aRowsLatentDependsOnTheSeedAndItsPlaceAlone() {
    try (GenerativeModel model = fitted()) {
      // given
      Samples all = model.generate(Condition.label(1), MANY, 11);

      // when: it is asked for otherwise
      for (int count : new int[] {1, 2, 511, 512, 513, MANY - 1}) {
        Samples fewer = model.generate(Condition.label(1), count, 11);

        // then
        assertThat(fewer.latents()).isDeepEqualTo(java.util.Arrays.copyOf(all.latents(), count));
        assertClose(
            java.util.Arrays.copyOf(all.rows(), count), fewer.rows(), ANY_BATCH, count + " rows");
      }
      Samples mixed = model.generate(GenerationRequest.of(conditions(MANY)).seed(11));
      assertThat(mixed.latents()).isDeepEqualTo(all.latents());
      assertThat(all.latent(MANY - 1)).isNotEqualTo(all.latent(MANY - 2));
      Samples decoded = model.decode(all.latents(), Condition.label(1));
      assertClose(all.rows(), decoded.rows(), ANY_BATCH, "decoded");
    }
  }

  @Test
  void aPlainModelsLatentsAreTheSamePureFunctionOfTheSeed() {
    try (GenerativeModel plain = fittedPlain();
        GenerativeModel conditional = fitted()) {
      Samples rows = plain.generate(20, 11);
      assertThat(rows.latents())
          .isDeepEqualTo(conditional.generate(Condition.label(0), 20, 11).latents());
      assertThat(plain.generate(20, 11).rows()).isDeepEqualTo(rows.rows());
      assertThat(rows.condition(0)).isEqualTo(Condition.none());
    }
  }

  @Test
  void withoutASeedEachCallIsFreshAndSaysItsSeed() {
    try (GenerativeModel model = fitted()) {
      Samples first = model.generate(Condition.label(2), 10);
      Samples second = model.generate(Condition.label(2), 10);
      assertThat(first.latents()).isNotEqualTo(second.latents());
      Samples again = model.generate(Condition.label(2), 10, first.seed().orElseThrow());
      assertThat(again.latents()).isDeepEqualTo(first.latents());
      assertThat(again.rows()).isDeepEqualTo(first.rows());
    }
  }

  @Test
  void theSameLatentUnderAnotherConditionIsAnotherRow() {
    try (GenerativeModel model = tiny().epochs(60).learningRate(1e-2).build().fit(labelled(50))) {
      // given
      Samples zeros = model.generate(Condition.label(0), 5, 1);

      // when
      Samples ones = model.decode(zeros.latents(), Condition.label(1));

      // then: the class's own features, those at label, label + 3, are the bright ones
      assertThat(ones.latents()).isDeepEqualTo(zeros.latents());
      for (int row = 0; row < 5; row++) {
        assertThat(zeros.row(row)[0]).isGreaterThan(zeros.row(row)[1]);
        assertThat(ones.row(row)[1]).isGreaterThan(ones.row(row)[0]);
      }
    }
  }

  @Test
  void drawsAreZeroOrOneWithTheMeansAsTheirProbabilities() {
    try (GenerativeModel model = fitted()) {
      GenerationRequest request = GenerationRequest.of(Condition.label(0), MANY).seed(2);
      float[][] means = model.generate(request).rows();
      Samples draws = model.generate(request.draws());
      assertThat(draws.latents()).isDeepEqualTo(model.generate(request).latents());
      double excess = 0;
      for (int row = 0; row < MANY; row++) {
        for (int i = 0; i < FEATURES; i++) {
          assertThat(draws.row(row)[i]).isIn(0f, 1f);
          excess += draws.row(row)[i] - means[row][i];
        }
      }
      // five standard deviations of the mean of 7,800 draws, each of at most ½
      assertThat(excess / (MANY * FEATURES)).isCloseTo(0, within(2.5 / Math.sqrt(MANY * FEATURES)));
    }
  }

  @Test
  void aPlainModelLooksAtNoLabel() {
    try (GenerativeModel plain = fittedPlain()) {
      assertThat(plain.encode(labelled(50)).mean()).isDeepEqualTo(plain.encode(plain(50)).mean());
      assertThat(plain.evaluate(labelled(50))).isEqualTo(plain.evaluate(plain(50)));
      assertThat(plain.reconstruct(labelled(50)).condition(0)).isEqualTo(Condition.none());
    }
  }

  @Test
  void whatComesOutIsACopy() {
    try (GenerativeModel model = fitted()) {
      // given
      float[][] z = latents(3, 1);
      Samples decoded = model.decode(z, Condition.label(0));
      float[][] before = decoded.rows();

      // when
      z[0][0] = 99;
      decoded.rows()[0][0] = 99;
      decoded.latents()[0][0] = 99;

      // then
      assertThat(decoded.rows()).isDeepEqualTo(before);
      assertThat(decoded.latents()).isDeepEqualTo(latents(3, 1));
      assertThat(model.decode(latents(3, 1), Condition.label(0)).rows()).isDeepEqualTo(before);
    }
  }

  @Test
  void trainingRaisesTheBound() {
    try (GenerativeModel little = tiny().epochs(1).build().fit(labelled(50));
        GenerativeModel more = tiny().epochs(60).learningRate(1e-2).build().fit(labelled(50))) {
      assertThat(more.evaluate(labelled(50)).elbo())
          .isGreaterThan(little.evaluate(labelled(50)).elbo());
    }
  }

  private static float[][] rows(Dataset data) {
    float[][] rows = new float[(int) data.size()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = data.row(row);
    }
    return rows;
  }

  private static int[] labels(Dataset data) {
    int[] labels = new int[(int) data.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = data.label(row);
    }
    return labels;
  }
}
