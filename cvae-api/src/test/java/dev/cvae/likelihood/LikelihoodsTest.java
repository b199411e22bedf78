package dev.cvae.likelihood;

import static dev.cvae.likelihood.ReconstructionLoss.BCE;
import static dev.cvae.likelihood.ReconstructionLoss.MSE;
import static dev.cvae.likelihood.ReconstructionLoss.categorical;
import static dev.cvae.likelihood.ReconstructionLoss.continuousBernoulli;
import static dev.cvae.likelihood.ReconstructionLoss.discretisedLogistic;
import static dev.cvae.likelihood.ReconstructionLoss.gaussian;
import static dev.cvae.likelihood.ReconstructionLoss.gaussianPerFeature;
import static dev.cvae.likelihood.ReconstructionLoss.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each likelihood against closed forms, integrals, sums, and the law of large numbers. */
class LikelihoodsTest {
  private static final int N = 200_000;

  private final RandomStream random = RandomStream.of(22);

  @ParameterizedTest
  @ValueSource(doubles = {-40, -5, -0.11, -0.09, -1e-3, 0, 1e-9, 0.0999, 0.1001, 2, 30})
  void theContinuousBernoulliIsADensityWithTheMeanThatItSays(double logit) {
    double[] logits = {logit};
    DoubleUnaryOperator density =
        x -> Math.exp(continuousBernoulli().logProbability(new float[] {(float) x}, logits));
    assertThat(integral(density, 0, 1)).isCloseTo(1, within(1e-6));
    assertThat(mean(continuousBernoulli(), logits))
        .isCloseTo(integral(x -> x * density.applyAsDouble(x), 0, 1), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.499, 0.51, 0.999})
  void theContinuousBernoullisConstantIsThatOfThePaper(double lambda) {
    // Loaiza-Ganem & Cunningham (2019), section 3: p(x) = C(λ) λ^x (1 − λ)^(1 − x)
    double constant = 2 * atanh(1 - 2 * lambda) / (1 - 2 * lambda);
    double mean = lambda / (2 * lambda - 1) + 1 / (2 * atanh(1 - 2 * lambda));
    double[] logits = {Math.log(lambda / (1 - lambda))};
    for (float x : new float[] {0, 0.25f, 1}) {
      assertThat(continuousBernoulli().logProbability(new float[] {x}, logits))
          .isCloseTo(
              Math.log(constant) + x * Math.log(lambda) + (1 - x) * Math.log(1 - lambda),
              within(1e-9));
    }
    assertThat(mean(continuousBernoulli(), logits)).isCloseTo(mean, within(1e-6));
  }

  private static double atanh(double x) {
    return 0.5 * Math.log((1 + x) / (1 - x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -0.5, 0, 2})
  void theGaussianIsADensityOfTheSigmaGiven(double logSigma) {
    // given: f = 0.7
    double sigma = Math.exp(logSigma);
    double[] parameters = {0.7, logSigma};
    DoubleUnaryOperator density =
        x -> Math.exp(gaussianPerFeature().logProbability(new float[] {(float) x}, parameters));

    // then
    double from = 0.7 - 10 * sigma;
    double to = 0.7 + 10 * sigma;
    assertThat(integral(density, from, to)).isCloseTo(1, within(1e-5));
    assertThat(integral(x -> (x - 0.7) * (x - 0.7) * density.applyAsDouble(x), from, to))
        .isCloseTo(sigma * sigma, within(1e-4 * sigma * sigma));
    float x = 1.5f;
    double expected =
        -0.5 * Math.pow((x - 0.7) / sigma, 2) - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    assertThat(gaussian().logProbability(new float[] {x}, parameters))
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,-2", "0.1,-5", "0.9,-7", "0.3,-20", "-1,0", "2,1", "0,-3", "1,-3", "0.4,5", "0.2,12"
  })
  void theDiscretisedLogisticSumsToOneOverItsLevelsWithTheMeanWithinHalfALevel(
      double centre, double logScale) {
    double[] parameters = {centre, logScale};
    double sum = 0;
    double mean = 0;
    for (int level = 0; level < 256; level++) {
      float x = level / 255f;
      double p = Math.exp(discretisedLogistic().logProbability(new float[] {x}, parameters));
      sum += p;
      mean += p * x;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(mean(discretisedLogistic(), parameters)).isCloseTo(mean, within(1 / 510.0 + 1e-6));
    double continuous = Math.exp(Math.max(-7, logScale));
    DoubleUnaryOperator exceeds = t -> 1 / (1 + Math.exp((t - centre) / continuous));
    assertThat(mean(discretisedLogistic(), parameters))
        .isCloseTo(integral(exceeds, 0, 1), within(1e-6));
  }

  @Test
  void theDiscretisedLogisticsMeanStaysWithinZeroAndOneHoweverWideItIs() {
    for (double logScale = 4; logScale < 800; logScale += 0.5) {
      for (double centre : new double[] {-5, 0.25, 5}) {
        assertThat(mean(discretisedLogistic(), new double[] {centre, logScale}))
            .as("log s = %s", logScale)
            .isCloseTo(0.5, within(0.03));
      }
    }
  }

  @Test
  void theCategoricalSumsToOneOverEachGroupAndItsMeanAreTheProbabilities() {
    // given: groups of three and of two
    double[] logits = {1, -2, 0.5, 700, 699};
    double sum = 0;
    double[] mean = new double[5];
    for (int first = 0; first < 3; first++) {
      for (int second = 3; second < 5; second++) {
        float[] x = new float[5];
        x[first] = 1;
        x[second] = 1;
        double p = Math.exp(categorical(3, 2).logProbability(x, logits));
        sum += p;
        mean[first] += p;
        mean[second] += p;
      }
    }
    float[] means = new float[5];
    categorical(3, 2).mean(logits, means);

    // then
    assertThat(sum).isCloseTo(1, within(1e-12));
    for (int i = 0; i < 5; i++) {
      assertThat((double) means[i]).isCloseTo(mean[i], within(1e-7));
    }
    double all = Math.exp(1) + Math.exp(-2) + Math.exp(0.5);
    assertThat(mean[1]).isCloseTo(Math.exp(-2) / all, within(1e-12));
  }

  @Test
  void theBernoulliIsTheCrossEntropyOfItsMean() {
    double[] logits = {2, -1};
    double p = 1 / (1 + Math.exp(-2));
    double q = 1 / (1 + Math.exp(1));
    assertThat(BCE.logProbability(new float[] {1, 0.25f}, logits))
        .isCloseTo(Math.log(p) + 0.25 * Math.log(q) + 0.75 * Math.log(1 - q), within(1e-12));
    assertThat(MSE.logProbability(new float[] {1, 0}, new double[] {0.5, 2}))
        .isCloseTo(-0.5 * (0.25 + 4) - Math.log(2 * Math.PI), within(1e-12));
  }

  @Test
  void drawsHaveTheMeanAndTheVarianceOfTheirDistribution() {
    assertMoments(continuousBernoulli(), new double[] {-8}, 0, 1);
    assertMoments(continuousBernoulli(), new double[] {0}, 0, 1);
    assertMoments(continuousBernoulli(), new double[] {1.5}, 0, 1);
    assertMoments(continuousBernoulli(), new double[] {60}, 0, 1);
    assertMoments(gaussian(), new double[] {-2, 1}, -40, 40);
    assertMoments(gaussianPerFeature(), new double[] {5, -2}, 3, 7);
  }

  private void assertMoments(ReconstructionLoss loss, double[] parameters, double from, double to) {
    DoubleUnaryOperator density =
        x -> Math.exp(loss.logProbability(new float[] {(float) x}, parameters));
    double mean = integral(x -> x * density.applyAsDouble(x), from, to);
    DoubleUnaryOperator deviation = x -> (x - mean) * (x - mean);
    double variance =
        integral(x -> deviation.applyAsDouble(x) * density.applyAsDouble(x), from, to);
    double fourth =
        integral(x -> Math.pow(deviation.applyAsDouble(x), 2) * density.applyAsDouble(x), from, to);
    double sum = 0;
    double squares = 0;
    float[] x = new float[1];
    for (int i = 0; i < N; i++) {
      loss.draw(parameters, random, i, x);
      assertThat(x[0]).isBetween((float) from, (float) to);
      sum += x[0];
      squares += deviation.applyAsDouble(x[0]);
    }
    assertThat(sum / N)
        .as("mean of %s, seed 22", loss)
        .isCloseTo(mean, within(5 * Math.sqrt(variance / N)));
    assertThat(squares / N)
        .as("variance of %s, seed 22", loss)
        .isCloseTo(variance, within(5 * Math.sqrt((fourth - variance * variance) / N)));
  }

  @ParameterizedTest
  @CsvSource({"0.5,-2.5", "0.004,-5", "1.2,-1", "0.3,-30"})
  void levelsAreDrawnAsOftenAsTheirProbability(double centre, double logScale) {
    // given
    double[] parameters = {centre, logScale};
    double[] counts = new double[256];
    float[] x = new float[1];

    // when
    for (int i = 0; i < N; i++) {
      discretisedLogistic().draw(parameters, random, i, x);
      int level = Math.round(x[0] * 255);
      assertThat(x[0]).isEqualTo(level / 255f);
      counts[level]++;
    }

    // then
    for (int level = 0; level < 256; level++) {
      float[] one = {level / 255f};
      double p = Math.exp(discretisedLogistic().logProbability(one, parameters));
      assertThat(counts[level] / N)
          .as("level %d, seed 22", level)
          .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N) + 2.0 / N));
    }
  }

  @Test
  void categoriesAreDrawnAsOftenAsTheirProbabilityOneInEachGroup() {
    // given
    double[] logits = {0, 1, -1, 2, 2};
    float[] mean = new float[5];
    categorical(3, 2).mean(logits, mean);
    double[] counts = new double[5];
    float[] x = new float[5];

    // when
    for (int i = 0; i < N; i++) {
      categorical(3, 2).draw(logits, random, 5L * i, x);
      assertThat(x[0] + x[1] + x[2]).isEqualTo(1);
      assertThat(x[3] + x[4]).isEqualTo(1);
      for (int feature = 0; feature < 5; feature++) {
        counts[feature] += x[feature];
      }
    }

    // then
    for (int feature = 0; feature < 5; feature++) {
      double p = mean[feature];
      assertThat(counts[feature] / N)
          .as("seed 22")
          .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N)));
    }
  }

  @Test
  void aDrawDependsOnThePositionInTheStreamAlone() {
    for (ReconstructionLoss loss :
        new ReconstructionLoss[] {
          BCE, MSE, continuousBernoulli(), gaussian(), gaussianPerFeature(), discretisedLogistic()
        }) {
      double[] parameters = new double[loss.parameters(100)];
      Arrays.fill(parameters, 0.5);
      float[] whole = new float[100];
      float[] tail = new float[60];

      loss.draw(parameters, random, 1000, whole);
      loss.draw(Arrays.copyOf(parameters, loss.parameters(60)), random, 1040, tail);

      assertThat(tail).as("%s", loss).isEqualTo(Arrays.copyOfRange(whole, 40, 100));
    }
  }

  private static final ReconstructionLoss TABLE =
      mixed(
          gaussianPerFeature().on(2),
          BCE.on(1),
          categorical(3).on(3),
          discretisedLogistic().on(1),
          mixed(continuousBernoulli().on(1), MSE.on(1)).on(2));

  private static final double[] OF_TABLE = {
    1,
    2,
    -1,
    0.5, // means and log σ
    0.3, //           logit
    1,
    0,
    -1, //      logits
    0.5,
    -2, //       μ and log s
    -0.7,
    4 //        logit and mean
  };

  @Test
  void aMixedLossIsTheSumOfItsParts() {
    float[] x = {0.5f, 3, 1, 0, 1, 0, 51 / 255f, 0.25f, 5};
    double expected =
        gaussianPerFeature().logProbability(new float[] {0.5f, 3}, new double[] {1, 2, -1, 0.5})
            + BCE.logProbability(new float[] {1}, new double[] {0.3})
            + categorical(3).logProbability(new float[] {0, 1, 0}, new double[] {1, 0, -1})
            + discretisedLogistic().logProbability(new float[] {51 / 255f}, new double[] {0.5, -2})
            + continuousBernoulli().logProbability(new float[] {0.25f}, new double[] {-0.7})
            + MSE.logProbability(new float[] {5}, new double[] {4});
    assertThat(TABLE.outputs(9)).isEqualTo(10);
    assertThat(TABLE.parameters(9)).isEqualTo(OF_TABLE.length);
    assertThat(TABLE.logProbability(x, OF_TABLE)).isCloseTo(expected, within(1e-12));
    assertThat(TABLE.logConstant(9)).isCloseTo(-1.5 * Math.log(2 * Math.PI), within(1e-12));
    assertThat(TABLE.lowest()).isEqualTo(-Float.MAX_VALUE);
    assertThat(TABLE.highest()).isEqualTo(Float.MAX_VALUE);
    assertThat(mixed(BCE.on(1), categorical(2).on(2)).highest()).isEqualTo(1);
  }

  @Test
  void aMixedLossHasTheMeansAndDrawsOfItsPartsEachInItsPlace() {
    // given
    float[] mean = new float[9];
    float[] drawn = new float[9];
    float[] expected = new float[1];

    // when
    TABLE.mean(OF_TABLE, mean);
    TABLE.draw(OF_TABLE, random, 700, drawn);

    // then
    assertThat(mean[0]).isEqualTo(1);
    assertThat(mean[1]).isEqualTo(2);
    assertThat((double) mean[2]).isCloseTo(mean(BCE, new double[] {0.3}), within(1e-7));
    assertThat(mean[3] + mean[4] + mean[5]).isCloseTo(1, within(1e-6f));
    assertThat((double) mean[7])
        .isCloseTo(mean(continuousBernoulli(), new double[] {-0.7}), within(1e-7));
    assertThat(mean[8]).isEqualTo(4);
    gaussianPerFeature().draw(new double[] {2, 0.5}, random, 701, expected);
    assertThat(drawn[1]).isEqualTo(expected[0]);
    discretisedLogistic().draw(new double[] {0.5, -2}, random, 706, expected);
    assertThat(drawn[6]).isEqualTo(expected[0]);
    MSE.draw(new double[] {4}, random, 708, expected);
    assertThat(drawn[8]).isEqualTo(expected[0]);
  }

  @Test
  void rowsThatHaveNoProbabilityAreRefusedWithTheColumn() {
    assertObjection(categorical(2, 3), "must have one 1 and else 0 in columns 2..4", 1, 0, 1, 0, 1);
    assertObjection(categorical(2), "must have one 1 and else 0 in columns 0..1", 0.5f, 0.5f);
    assertObjection(categorical(2), "", 0, 1);
    assertObjection(
        discretisedLogistic(), "must be bytes divided by 255, column 1 was 0.501", 1, 0.501f);
    assertObjection(discretisedLogistic(), "", 0, 1, 127 / 255f);
    assertObjection(TABLE, "", -5, 3, 1, 0, 1, 0, 0.2f, 0.25f, 5);
    assertObjection(
        TABLE, "must lie in [0.0, 1.0] under BCE, column 2 was 2.0", 0, 0, 2, 1, 0, 0, 0, 0, 0);
    assertObjection(TABLE, "must have one 1 and else 0 in columns 3..5", 0, 0, 1, 1, 1, 0, 0, 0, 0);
    assertObjection(
        TABLE,
        "must lie in [0.0, 1.0] under continuous Bernoulli, column 7 was -1.0",
        0,
        0,
        1,
        1,
        0,
        0,
        0,
        -1,
        0);
    assertThat(BCE.rowRule()).isEmpty();
  }

  private static void assertObjection(ReconstructionLoss loss, String objection, float... row) {
    assertThat(loss.rowRule().orElseThrow().objection(row, 0)).isEqualTo(objection);
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertRefused(
        () -> categorical(),
        "sizes of a categorical reconstruction loss must be positive, one a group, was []");
    assertRefused(
        () -> categorical(3, 0),
        "sizes of a categorical reconstruction loss must be positive, one a group, was [3, 0]");
    assertRefused(
        () -> categorical(3, 2).outputs(6),
        "sizes of a categorical reconstruction loss must add up to the features of a row, 6, was"
            + " [3, 2]");
    assertRefused(
        () -> categorical(3).on(4),
        "sizes of a categorical reconstruction loss must add up to the features of a row, 4, was"
            + " [3]");
    assertRefused(
        () -> BCE.on(0), "features of a part of the reconstruction loss must be positive, was 0");
    assertRefused(
        () -> mixed(), "parts of a mixed reconstruction loss must be at least one, was []");
    assertRefused(
        () -> mixed(BCE.on(2), MSE.on(3)).outputs(6),
        "parts of a mixed reconstruction loss must add up to the features of a row, 6, was 5: [BCE"
            + " on 2, MSE on 3]");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(InvalidSettingException.class).hasMessage(message);
  }

  @Test
  void lossesAreNamedAsTheFieldNamesThem() {
    assertThat(continuousBernoulli()).hasToString("continuous Bernoulli");
    assertThat(gaussian()).hasToString("Gaussian with one learned sigma");
    assertThat(gaussianPerFeature()).hasToString("Gaussian with a learned sigma per feature");
    assertThat(discretisedLogistic()).hasToString("discretised logistic");
    assertThat(categorical(2, 3)).hasToString("categorical [2, 3]");
    assertThat(mixed(BCE.on(2), categorical(3).on(3)))
        .hasToString("mixed [BCE on 2, categorical [3] on 3]");
  }

  private static double mean(ReconstructionLoss loss, double[] parameters) {
    float[] mean = new float[1];
    loss.mean(parameters, mean);
    return mean[0];
  }

  /** Simpson's rule. */
  private static double integral(DoubleUnaryOperator f, double from, double to) {
    int intervals = 20_000;
    double step = (to - from) / intervals;
    double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
    for (int i = 1; i < intervals; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + i * step);
    }
    return sum * step / 3;
  }
}
