package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.objective.KlWeight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** KL and log-likelihoods against their closed forms in double precision. */
class DistributionsTest {
  private static final double RELATIVE = 1e-6;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Engines.newManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theKlToTheStandardNormalIsHalfTheSumOfSquaresAndVariancesLessOneLessLogVariance() {
    // given
    float[][] mean = {{0.5f, -1.5f, 2.25f}, {-3, 0, 0.125f}, {0, 0, 0}};
    float[][] logVariance = {{-1.5f, 0.75f, -0.5f}, {1, -4, 2.5f}, {0, 0, 0}};

    // when
    float[] kl =
        new StandardNormal()
            .klFrom(
                new DiagonalNormal(manager.create(mean), manager.create(logVariance)),
                manager.create(mean))
            .sum(new int[] {1})
            .toFloatArray();

    // then
    for (int row = 0; row < mean.length; row++) {
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        double variance = Math.exp(logVariance[row][i]);
        expected += 0.5 * (mean[row][i] * mean[row][i] + variance - 1 - logVariance[row][i]);
      }
      assertRelative(kl[row], expected);
    }
  }

  @Test
  void theKlIsWhatTheIntegralOfItsDefinitionSays() {
    // given: one latent, N(0.75, e^0.5)
    double variance = Math.exp(0.5);
    double integral = 0;
    double step = 1e-3;

    // when: ∫ q log q/p
    for (double z = -15; z < 15; z += step) {
      double logQ = logNormal(z, 0.75, variance);
      integral += step * Math.exp(logQ) * (logQ - logNormal(z, 0, 1));
    }
    NDArray mean = manager.create(new float[][] {{0.75f}});
    NDArray logVariance = manager.create(new float[][] {{0.5f}});

    // then
    float kl =
        new StandardNormal().klFrom(new DiagonalNormal(mean, logVariance), mean).getFloat(0, 0);
    assertRelative(kl, integral);
  }

  @Test
  void aSampleIsTheMeanPlusSigmaTimesTheNoise() {
    float[][] mean = {{0.5f, -1.5f}};
    float[][] logVariance = {{-3, 1.25f}};
    float[][] noise = {{-0.75f, 2.5f}};
    float[] z =
        new DiagonalNormal(manager.create(mean), manager.create(logVariance))
            .sample(manager.create(noise))
            .toFloatArray();
    for (int i = 0; i < 2; i++) {
      assertRelative(z[i], mean[0][i] + Math.exp(logVariance[0][i] / 2) * noise[0][i]);
    }
  }

  @Test
  void theBernoulliLikelihoodIsTheCrossEntropyOfTheSigmoid() {
    // given: certain, doubtful and wrong logits, data black, white and grey
    float[][] logits = {{-9, 7, 0.25f, -2}, {3, -15, 18, -0.5f}, {0, 0, 0, 0}};
    float[][] x = {{0, 1, 0.5f, 0.25f}, {0, 1, 0.75f, 1}, {0, 0.5f, 1, 0.125f}};

    // when
    Likelihood likelihood = new BernoulliLikelihood(manager.create(logits));
    float[] logProbability = likelihood.logProbability(manager.create(x)).toFloatArray();
    float[] mean = likelihood.mean().toFloatArray();

    // then
    for (int row = 0; row < x.length; row++) {
      double expected = 0;
      for (int i = 0; i < 4; i++) {
        double l = logits[row][i];
        double logF = -Math.log1p(Math.exp(-l));
        double logOneLessF = -Math.log1p(Math.exp(l));
        expected += x[row][i] * logF + (1 - x[row][i]) * logOneLessF;
        assertRelative(mean[row * 4 + i], 1 / (1 + Math.exp(-l)));
      }
      assertRelative(logProbability[row], expected);
    }
  }

  @Test
  void theBernoulliLikelihoodStaysFiniteHoweverWrongTheLogitIs() {
    Likelihood likelihood =
        new BernoulliLikelihood(manager.create(new float[][] {{500, -500, 500, -500}}));
    float[] right =
        likelihood.logProbability(manager.create(new float[][] {{1, 0, 1, 0}})).toFloatArray();
    float[] wrong =
        likelihood.logProbability(manager.create(new float[][] {{0, 1, 0, 1}})).toFloatArray();
    assertThat(right).containsExactly(0);
    assertThat(wrong).containsExactly(-2000);
  }

  @Test
  void theGaussianLikelihoodHasUnitVarianceAndItsConstant() {
    // given
    float[][] f = {{-9, 7, 0.25f, -2}, {0, 0, 0, 0}};
    float[][] x = {{0, 1, -0.5f, 0.25f}, {0, 0, 0, 0}};

    // when
    Likelihood likelihood = mse(manager.create(f));
    float[] logProbability = likelihood.logProbability(manager.create(x)).toFloatArray();

    // then
    for (int row = 0; row < x.length; row++) {
      double expected = 0;
      for (int i = 0; i < 4; i++) {
        expected += logNormal(x[row][i], f[row][i], 1);
      }
      assertRelative(logProbability[row], expected);
    }
    assertThat(likelihood.mean().toFloatArray()).containsExactly(-9, 7, 0.25f, -2, 0, 0, 0, 0);
  }

  @Test
  void theLossIsTheMeanOverExamplesOfTheSumsOverFeatures() {
    Elbo elbo =
        new Elbo(
            manager.create(new float[] {-10, -20, -3}),
            manager.create(new float[][] {{0.5f, 0.5f}, {-1, 3}, {0.75f, 0}}));
    assertRelative(
        new ElboLoss(KlWeight.ONE, 0).of(elbo, 0, BatchMean.PLAIN).getFloat(),
        (11 + 22 + 3.75) / 3);
  }

  private static Likelihood mse(NDArray mean) {
    float ofFeature = (float) ReconstructionLoss.MSE.logConstant(1);
    return new GaussianLikelihood(mean, null, ofFeature);
  }

  private static double logNormal(double x, double mean, double variance) {
    double difference = x - mean;
    return -0.5 * (difference * difference / variance + Math.log(2 * Math.PI * variance));
  }

  private static void assertRelative(double actual, double expected) {
    assertThat(Math.abs(actual - expected))
        .as("%s instead of %s", actual, expected)
        .isLessThanOrEqualTo(RELATIVE * Math.abs(expected));
  }
}
