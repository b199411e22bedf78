package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.LATENT;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LogLikelihood;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Evaluation;
import dev.cvae.training.Optimiser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models under each reconstruction loss, and their log-likelihoods by importance sampling. */
abstract class LikelihoodsContract {
  private static final int ROWS = 60;

  /** Rounding of float32, relative to 1 or more. */
  private static final double ROUNDING = 5e-6;

  static List<ReconstructionLoss> losses() {
    return LossExamples.losses();
  }

  private static GenerativeModel fitted(ReconstructionLoss loss, int epochs) {
    return tiny()
        .reconstructionLoss(loss)
        .epochs(epochs)
        .learningRate(1e-2)
        .build()
        .fit(LossExamples.data(loss, ROWS));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aFitRaisesTheBound(ReconstructionLoss loss) {
    try (GenerativeModel little = fitted(loss, 1);
        GenerativeModel more = fitted(loss, 40)) {
      Dataset data = LossExamples.data(loss, ROWS);
      assertThat(more.evaluate(data).elbo()).isGreaterThan(little.evaluate(data).elbo() + 0.05);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void evaluationAgreesWithDoublePrecision(ReconstructionLoss loss) {
    Dataset data = LossExamples.data(loss, ROWS);
    try (GenerativeModel model = fitted(loss, 3)) {
      BoundOracle oracle = BoundOracle.of(model);
      List<Evaluation> each = model.evaluateEach(data, 5);
      for (int row = 0; row < ROWS; row++) {
        float[] noise = new float[LATENT];
        RandomStream.of(5).split("evaluation").normals((long) row * LATENT, noise);
        float[] x = data.row(row);
        Condition c = data.condition(row);
        double kl = Arrays.stream(oracle.klTerms(x, c, new float[][] {noise})).sum();
        assertClose(kl, each.get(row).kl(), ROUNDING, "KL of row " + row);
        double constant = loss.logConstant(data.shape().size());
        assertClose(
            constant - each.get(row).logLikelihood(),
            each.get(row).reconstruction(),
            ROUNDING,
            "reconstruction of row " + row);
        assertClose(
            oracle.logLikelihood(x, c, noise),
            each.get(row).logLikelihood(),
            ROUNDING,
            "row " + row);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLoadedModelGivesTheSameMeansDrawsAndFigures(ReconstructionLoss loss) {
    Dataset data = LossExamples.data(loss, ROWS);
    try (GenerativeModel model = fitted(loss, 3);
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.description()).isEqualTo(model.description());
      GenerationRequest request = GenerationRequest.of(Condition.label(1), 40).seed(3);
      assertThat(loaded.generate(request).rows()).isDeepEqualTo(model.generate(request).rows());
      assertThat(loaded.generate(request.draws()).rows())
          .isDeepEqualTo(model.generate(request.draws()).rows());
      assertThat(loaded.evaluate(data)).isEqualTo(model.evaluate(data));
      assertThat(loaded.logLikelihood(data, 3).values())
          .isEqualTo(model.logLikelihood(data, 3).values());
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void meansAreThoseOfDoublePrecisionAndDrawsAreRowsThatTheLossAllows(ReconstructionLoss loss) {
    try (GenerativeModel model = fitted(loss, 20)) {
      BoundOracle oracle = BoundOracle.of(model);
      GenerationRequest request = GenerationRequest.of(Condition.label(2), 300).seed(3);
      float[][] means = model.generate(request).rows();
      float[][] latents = model.generate(request).latents();
      float[][] draws = model.generate(request.draws()).rows();
      for (int row = 0; row < draws.length; row++) {
        double[] z = {latents[row][0], latents[row][1]};
        float[] mean = oracle.mean(z, Condition.label(2));
        for (int i = 0; i < mean.length; i++) {
          assertClose(mean[i], means[row][i], ROUNDING, "mean " + row + ", " + i);
          assertThat(means[row][i]).isBetween(loss.lowest(), loss.highest());
          assertThat(draws[row][i]).isBetween(loss.lowest(), loss.highest());
        }
        float[] drawn = draws[row];
        loss.rowRule()
            .ifPresent(rule -> assertThat(rule.objection(drawn, 0)).as("a draw").isEmpty());
      }
    }
  }

  /** Deviations of 5, 0.01 and less than the bound, and a constant. */
  private static Dataset ofSeveralDeviations() {
    RandomStream random = RandomStream.of(4);
    float[][] rows = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      float one = random.normal(2L * row);
      float other = random.normal(2L * row + 1);
      rows[row] = new float[] {5 * one, 0.01f * other, 1e-4f * one, 0};
    }
    return Dataset.of(rows);
  }

  private static double variance(Dataset data, int column) {
    double mean = 0;
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      mean += data.row(row)[column] / ROWS;
    }
    for (int row = 0; row < ROWS; row++) {
      squares += Math.pow(data.row(row)[column] - mean, 2) / ROWS;
    }
    return squares;
  }

  private static float[] logSigma(GenerativeModel model, String name) {
    return Examples.weights(model).stream()
        .filter(tensor -> tensor.name().equals(name + ".log_sigma"))
        .findFirst()
        .orElseThrow()
        .values();
  }

  @Test
  void aLearnedSigmaStartsAtTheDeviationOfItsColumns() {
    // given: a step so small that all stays where it starts
    Dataset data = ofSeveralDeviations();
    ReconstructionLoss loss =
        ReconstructionLoss.mixed(
            ReconstructionLoss.gaussian().on(2), ReconstructionLoss.gaussianPerFeature().on(2));
    Cvae once = tiny().reconstructionLoss(loss).learningRate(1e-12).epochs(1).build();
    try (GenerativeModel model = once.fit(data)) {
      double both = (variance(data, 0) + variance(data, 1)) / 2;
      assertThat(logSigma(model, "decoder.parts.0"))
          .containsExactly(new float[] {(float) (0.5 * Math.log(both))}, within(1e-5f));
      assertThat(logSigma(model, "decoder.parts.1"))
          .containsExactly(new float[] {-6, 0}, within(1e-5f));
    }
    Cvae each =
        tiny()
            .reconstructionLoss(ReconstructionLoss.gaussianPerFeature())
            .learningRate(1e-12)
            .epochs(1)
            .build();
    try (GenerativeModel model = each.fit(data)) {
      float first = (float) (0.5 * Math.log(variance(data, 0)));
      float second = (float) (0.5 * Math.log(variance(data, 1)));
      assertThat(logSigma(model, "decoder"))
          .containsExactly(new float[] {first, second, -6, 0}, within(1e-5f));
    }
  }

  @Test
  void noFitTakesALearnedSigmaBelowItsBound() {
    Dataset data = ofSeveralDeviations();
    for (Optimiser optimiser : List.of(Optimiser.adam(), Optimiser.rmsProp())) {
      Cvae cvae =
          tiny()
              .reconstructionLoss(ReconstructionLoss.gaussianPerFeature())
              .optimiser(optimiser)
              .learningRate(0.1)
              .epochs(60)
              .build();
      try (GenerativeModel model = cvae.fit(data)) {
        for (float logSigma : logSigma(model, "decoder")) {
          assertThat(logSigma).isGreaterThanOrEqualTo(-6);
        }
        assertThat(Double.isFinite(model.evaluate(data).elbo())).isTrue();
      }
    }
  }

  @Test
  void aFileWithASigmaBelowTheBoundMeansWhatItSays() {
    // given: as a file may be that was written when there was no bound
    ReconstructionLoss loss = ReconstructionLoss.gaussian();
    Dataset data = LossExamples.data(loss, ROWS);
    try (GenerativeModel model = fitted(loss, 1)) {
      List<Tensor> tensors =
          Examples.weights(model).stream()
              .map(
                  tensor ->
                      tensor.name().equals("decoder.log_sigma")
                          ? new Tensor(tensor.name(), tensor.shape(), new float[] {-7.5f})
                          : tensor)
              .toList();

      // when
      try (GenerativeModel old = load(Examples.withTensors(model, tensors))) {
        Evaluation first = old.evaluateEach(data, 5).get(0);

        // then
        float[] noise = new float[LATENT];
        RandomStream.of(5).split("evaluation").normals(0, noise);
        double expected = BoundOracle.of(old).logLikelihood(data.row(0), data.condition(0), noise);
        assertClose(expected, first.logLikelihood(), 5e-5, "log p at log σ = −7.5");
        assertThat(logSigma(old, "decoder")).containsExactly(-7.5f);
      }
    }
  }

  @Test
  void dataThatTheLossGivesNoProbabilityIsRefusedByRowAndColumn() {
    float[][] rows = {{0, 1, 0, 0.5f}, {1, 0, 0, 0.25f}, {1, 1, 0, 0.5f}};
    ReconstructionLoss loss =
        ReconstructionLoss.mixed(
            ReconstructionLoss.categorical(3).on(3), ReconstructionLoss.gaussian().on(1));
    assertThatThrownBy(() -> tiny().reconstructionLoss(loss).build().fit(Dataset.of(rows)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "data under %s must have one 1 and else 0 in columns 0..2, in row 2".formatted(loss));
    assertThatThrownBy(
            () ->
                tiny()
                    .reconstructionLoss(ReconstructionLoss.categorical(2))
                    .build()
                    .fit(Dataset.of(rows)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must add up to the features of a row, 4, was [2]");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void logLikelihoodsAreThoseOfDoublePrecisionForAnyNumberOfSamples(ReconstructionLoss loss) {
    Dataset data = LossExamples.data(loss, ROWS + 10); // more rows than are taken at once
    try (GenerativeModel model = fitted(loss, 3)) {
      BoundOracle oracle = BoundOracle.of(model);
      for (int samples : new int[] {1, 7}) {
        LogLikelihood estimate = model.logLikelihood(data, samples, 9);
        assertThat(estimate.samples()).isEqualTo(samples);
        for (int row = 0; row < data.size(); row++) {
          // row i's z are a stream of its own
          RandomStream random = RandomStream.of(9).split("importance").split(row);
          double[] weights = new double[samples];
          for (int k = 0; k < samples; k++) {
            float[] noise = new float[LATENT];
            random.normals((long) k * LATENT, noise);
            weights[k] = Math.exp(oracle.logWeight(data.row(row), data.condition(row), noise));
          }
          double mean = Arrays.stream(weights).average().orElseThrow();
          double variance =
              Arrays.stream(weights).map(w -> (w - mean) * (w - mean)).sum() / (samples - 1);
          assertClose(Math.log(mean), estimate.values()[row], 2e-5, "row " + row);
          if (samples > 1) {
            double expected = Math.sqrt(variance / samples) / mean;
            assertClose(expected, estimate.standardErrors()[row], 1e-4, "error of row " + row);
          } else {
            assertThat(estimate.standardErrors()[row]).isNaN();
          }
        }
      }
    }
  }

  @Test
  void withOneSampleTheLogLikelihoodIsTheElboOnAverage() {
    ReconstructionLoss loss = ReconstructionLoss.gaussian();
    Dataset data = LossExamples.data(loss, ROWS);
    try (GenerativeModel model = fitted(loss, 20)) {
      double[] differences = new double[60];
      for (int seed = 0; seed < differences.length; seed++) {
        differences[seed] =
            model.logLikelihood(data, 1, seed).mean() - model.evaluate(data, 1000 + seed).elbo();
      }
      assertThat(mean(differences))
          .as("seeds 0 to 59")
          .isCloseTo(0, within(5 * standardError(differences)));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theBoundDoesNotLoosenWithMoreSamples(ReconstructionLoss loss) {
    Dataset data = LossExamples.data(loss, 400);
    try (GenerativeModel model = fitted(loss, 20)) {
      double[] before = model.logLikelihood(data, 1).values();
      for (int samples : new int[] {2, 5, 20, 100}) {
        // then: on average, which is over so many rows only so certain
        double[] values = model.logLikelihood(data, samples).values();
        double[] gains = differences(values, before);
        assertThat(mean(gains)).as("%d samples", samples).isGreaterThan(-4 * standardError(gains));
        before = values;
      }
    }
  }

  private static double[] differences(double[] a, double[] b) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  @Test
  void aRowsEstimateDependsOnItsPlaceAndNotOnItsNeighbours() {
    ReconstructionLoss loss = ReconstructionLoss.BCE;
    Dataset data = LossExamples.data(loss, 200);
    try (GenerativeModel model = fitted(loss, 3)) {
      double[] all = model.logLikelihood(data, 20, 4).values();
      for (int count : new int[] {1, 63, 64, 65}) {
        double[] first = model.logLikelihood(data.first(count), 20, 4).values();
        for (int row = 0; row < count; row++) {
          assertThat(first[row]).isCloseTo(all[row], within(1e-5));
        }
      }
    }
  }

  @Test
  void standardErrorsAreWhatOtherSeedsShow() {
    ReconstructionLoss loss = ReconstructionLoss.BCE;
    Dataset data = LossExamples.data(loss, 10);
    try (GenerativeModel model = fitted(loss, 20)) {
      // given: the estimates of 80 seeds
      int seeds = 80;
      double[][] values = new double[seeds][];
      double claimed = 0;
      for (int seed = 0; seed < seeds; seed++) {
        LogLikelihood estimate = model.logLikelihood(data, 100, seed);
        values[seed] = estimate.values();
        double[] squares = estimate.standardErrors();
        claimed += Arrays.stream(squares).map(error -> error * error).sum();
      }

      // when
      double shown = 0;
      for (int row = 0; row < 10; row++) {
        int which = row;
        double mean = Arrays.stream(values).mapToDouble(v -> v[which]).average().orElseThrow();
        shown +=
            Arrays.stream(values).mapToDouble(v -> Math.pow(v[which] - mean, 2)).sum()
                / (seeds - 1)
                * seeds;
      }

      // then: a variance from 10 × 79 degrees of freedom is known to 5 %; five times that
      assertThat(claimed / shown).as("seeds 0 to 79").isBetween(0.75, 1.25);
    }
  }

  @Test
  void noSampleIsRefused() {
    try (GenerativeModel model = fitted(ReconstructionLoss.BCE, 1)) {
      assertThatThrownBy(() -> model.logLikelihood(LossExamples.data(ReconstructionLoss.BCE, 2), 0))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage("samples must be positive, was 0");
    }
  }
}
