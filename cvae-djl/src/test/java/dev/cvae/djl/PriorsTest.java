package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.testkit.BoundOracle;
import dev.cvae.testkit.LossExamples;
import dev.cvae.testkit.Oracle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Priors and their KLs against double precision, integrals and Monte Carlo. */
class PriorsTest {
  private static final int LATENT = 2;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Engines.newManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Prior> priors() {
    return LossExamples.priors();
  }

  @ParameterizedTest
  @MethodSource("priors")
  void logProbabilitiesAndKlsAreThoseOfDoublePrecisionForEachCondition(Prior prior) {
    // given: seven rows, each condition at two places or three
    Dataset data = LossExamples.data(ReconstructionLoss.BCE, 7);
    Model model = model(prior, data);
    BoundOracle oracle = new BoundOracle(model.description(), model.weights().toTensors());
    Oracle networks = new Oracle(model.description(), model.weights().toTensors());
    float[][] noise = Engines.noise(7 * 3, LATENT);
    NDArray x = InputBuffer.array(manager, Losses.batch(data).bytes(), LossExamples.FEATURES);
    NDArray c = Losses.condition(model, Losses.batch(data), manager);

    // when: three z a row
    DiagonalNormal posterior = model.encoder().posterior(x, c, false);
    Draws draws = new Draws(3);
    NDArray z = draws.each(posterior).sample(manager.create(noise));
    LatentDistribution given = model.prior().given(manager, c, false);
    float[] logs = given.each(draws).logProbability(z).toFloatArray();
    float[] kl = given.klFrom(posterior, z).toFloatArray();
    float[] latents = z.toFloatArray();

    // then
    int terms = kl.length / 7;
    assertThat(terms).isEqualTo(prior.factorises() ? LATENT : 1);
    for (int row = 0; row < 7; row++) {
      Condition condition = data.condition(row);
      for (int k = 0; k < 3; k++) {
        int draw = row * 3 + k;
        double[] ofDraw = {latents[draw * LATENT], latents[draw * LATENT + 1]};
        assertThat((double) logs[draw]).isCloseTo(oracle.logPrior(ofDraw, condition), within(5e-6));
      }
      float[][] ofRow = {noise[row * 3], noise[row * 3 + 1], noise[row * 3 + 2]};
      double[] expected = oracle.klTerms(data.row(row), condition, ofRow);
      for (int j = 0; j < terms; j++) {
        assertThat((double) kl[row * terms + j]).isCloseTo(expected[j], within(5e-6));
      }
      assertThat(networks.encode(data.row(row), condition).mean()).hasSize(LATENT);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.75,0.5,-0.5,-1", "2,-3,0,1", "0,0,0,0", "-1,2,1,-2"})
  void theKlOfTwoNormalsIsTheIntegralOfItsDefinition(
      float meanQ, float logVarianceQ, float meanP, float logVarianceP) {
    // given
    DiagonalNormal q = normal(meanQ, logVarianceQ);
    DiagonalNormal p = normal(meanP, logVarianceP);

    // when: ∫ q log q/p, twelve standard deviations to both sides
    double sigma = Math.exp(logVarianceQ / 2);
    double step = sigma / 500;
    double integral = 0;
    for (double z = meanQ - 12 * sigma; z < meanQ + 12 * sigma; z += step) {
      double logQ = logNormal(z, meanQ, logVarianceQ);
      integral += step * Math.exp(logQ) * (logQ - logNormal(z, meanP, logVarianceP));
    }

    // then
    assertThat((double) p.klFrom(q, q.mean()).getFloat())
        .isCloseTo(integral, within(3e-6 * Math.max(1, integral)));
  }

  @Test
  void aMixturesDensityIntegratesToOneAndItsKlIsTheIntegralOnAverage() {
    // given: three components in one dimension
    float[] means = {-2, 0.5f, 1.5f};
    float[] logVariances = {-1, 0.5f, -2};
    NormalMixture mixture =
        new NormalMixture(
            manager.create(means).reshape(1, 3, 1), manager.create(logVariances).reshape(1, 3, 1));
    DiagonalNormal q = normal(0.3f, -0.5f);

    // when
    int points = 24_000;
    double step = 24.0 / points;
    float[] grid = new float[points];
    for (int i = 0; i < points; i++) {
      grid[i] = (float) (-12 + step * i);
    }
    float[] logs = mixture.logProbability(manager.create(grid).reshape(points, 1)).toFloatArray();
    double mass = 0;
    double integral = 0;
    for (int i = 0; i < points; i++) {
      mass += step * Math.exp(logs[i]);
      double logQ = logNormal(grid[i], 0.3, -0.5);
      integral += step * Math.exp(logQ) * (logQ - logs[i]);
    }
    int draws = 200_000;
    float[] noise = new float[draws];
    RandomStream.of(4).normals(0, noise);
    NDArray z = new Draws(draws).each(q).sample(manager.create(noise).reshape(draws, 1));
    double estimate = mixture.klFrom(q, z).getFloat();

    // then: log q/p varies by less than 1 nat here
    assertThat(mass).isCloseTo(1, within(1e-5));
    assertThat(estimate).as("seed 4").isCloseTo(integral, within(5 / Math.sqrt(draws)));
  }

  @Test
  void aMixturesDrawsAreOfTheComponentThatTheUniformNumberNames() {
    // given: components far from each other, and numbers up to the last before 1 and 1 itself
    int components = 100;
    float[] means = new float[components];
    float[] logVariances = new float[components];
    for (int k = 0; k < components; k++) {
      means[k] = 10 * k;
      logVariances[k] = -2;
    }
    NormalMixture mixture =
        new NormalMixture(
            manager.create(means).reshape(1, components, 1),
            manager.create(logVariances).reshape(1, components, 1));
    float[] uniform = {1e-9f, 0.0099f, 0.0101f, 0.505f, 0.995f, Math.nextDown(1f), 1f};

    // when
    NDArray z =
        mixture.sample(
            manager.create(uniform).reshape(-1, 1),
            manager.ones(new ai.djl.ndarray.types.Shape(7, 1)));

    // then: μ + σ
    float sigma = (float) Math.exp(-1);
    assertThat(z.toFloatArray())
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(
            sigma, sigma, 10 + sigma, 500 + sigma, 990 + sigma, 990 + sigma, 990 + sigma);
  }

  @ParameterizedTest
  @MethodSource("priors")
  void drawsFromThePriorHaveItsMoments(Prior prior) {
    // given
    Dataset data = LossExamples.data(ReconstructionLoss.BCE, 7);
    Model model = model(prior, data);
    BoundOracle oracle = new BoundOracle(model.description(), model.weights().toTensors());
    int rows = 30_000;
    float[] c = new float[rows * 3];
    float[] uniform = new float[rows];
    float[][] noise = new float[rows][LATENT];
    for (int row = 0; row < rows; row++) {
      c[row * 3 + row % 3] = 1;
      uniform[row] = (float) RandomStream.of(1).uniform(row);
      RandomStream.of(2).normals((long) row * LATENT, noise[row]);
    }

    // when
    NDArray conditions = manager.create(c).reshape(rows, 3);
    float[] z =
        model
            .prior()
            .given(manager, conditions, false)
            .sample(manager.create(uniform).reshape(rows, 1), manager.create(noise))
            .toFloatArray();

    // then
    for (int label = 0; label < 3; label++) {
      List<Oracle.Normal> components = oracle.prior(Condition.label(label));
      for (int j = 0; j < LATENT; j++) {
        int latent = j;
        double mean =
            components.stream().mapToDouble(n -> n.mean()[latent]).average().orElseThrow();
        double second =
            components.stream()
                .mapToDouble(
                    n -> n.mean()[latent] * n.mean()[latent] + Math.exp(n.logVariance()[latent]))
                .average()
                .orElseThrow();
        double sum = 0;
        double squares = 0;
        for (int row = label; row < rows; row += 3) {
          sum += z[row * LATENT + j];
          squares += z[row * LATENT + j] * z[row * LATENT + j];
        }
        int count = rows / 3;
        double variance = second - mean * mean;
        assertThat(sum / count)
            .as("mean, seeds 1 and 2")
            .isCloseTo(mean, within(5 * Math.sqrt(variance / count)));
        // of squares of numbers near normal: 2 variance² + 4 variance mean²
        double ofSquares = 2 * variance * variance + 4 * variance * mean * mean;
        assertThat(squares / count)
            .as("second moment, seeds 1 and 2")
            .isCloseTo(second, within(6 * Math.sqrt(ofSquares / count)));
      }
    }
  }

  @Test
  void theRowsOfAnArrayAreFoundOnceEachAndPutBack() {
    float[][] rows = {{1, 2}, {3, 4}, {1, 2}, {5, 6}, {3, 4}};
    DistinctRows distinct = DistinctRows.of(manager.create(rows));
    assertThat(distinct.rows().toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(distinct.toEachRow(distinct.rows()).toFloatArray())
        .containsExactly(1, 2, 3, 4, 1, 2, 5, 6, 3, 4);

    float[][] allDifferent = {{2, 1}, {1, 2}};
    DistinctRows same = DistinctRows.of(manager.create(allDifferent));
    assertThat(same.toEachRow(same.rows()).toFloatArray()).containsExactly(2, 1, 1, 2);
  }

  @Test
  void pseudoInputsStartAsRowsOfTheDataAgainFromTheFirstIfItHasTooFew() {
    Dataset data = LossExamples.data(ReconstructionLoss.BCE, 3);
    float[] u = new InitialValues.Drawn(task(Prior.vamp(5), data)).rows("u", 5, 6);
    for (int k = 0; k < 5; k++) {
      float[] row = java.util.Arrays.copyOfRange(u, k * 6, k * 6 + 6);
      assertThat(List.of(data.row(0), data.row(1), data.row(2))).contains(row);
    }
    assertThat(java.util.Arrays.copyOfRange(u, 18, 30))
        .containsExactly(java.util.Arrays.copyOfRange(u, 0, 12));
  }

  private DiagonalNormal normal(float mean, float logVariance) {
    return new DiagonalNormal(
        manager.create(new float[][] {{mean}}), manager.create(new float[][] {{logVariance}}));
  }

  private Model model(Prior prior, Dataset data) {
    return Model.build(description(prior, data), manager, new SomeValues(task(prior, data)));
  }

  private static dev.cvae.spi.FitTask task(Prior prior, Dataset data) {
    return Engines.task(description(prior, data), data);
  }

  private static ModelDescription description(Prior prior, Dataset data) {
    Mlp mlp = new Mlp(List.of(5), Activation.TANH);
    return new ModelDescription(
        data.shape(), data.conditions(), LATENT, mlp, mlp, ReconstructionLoss.BCE, prior);
  }

  private static double logNormal(double z, double mean, double logVariance) {
    double difference = z - mean;
    return -0.5
        * (difference * difference * Math.exp(-logVariance) + logVariance + Math.log(2 * Math.PI));
  }
}
