package dev.cvae.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final RandomStream RANDOM = RandomStream.of(7);

  /** 0.3 · N((−2, 1), diag(1, ¼)) + 0.7 · N((1.5, 0), ((1, 0.6), (0.6, 1))). */
  private static final GaussianMixture PLANE =
      GaussianMixture.of(
          new float[] {0.3f, 0.7f},
          new float[][] {{-2, 1}, {1.5f, 0}},
          new float[][] {{1, 0, 0, 0.5f}, {1, 0, 0.6f, 0.8f}});

  @Test
  void logDensityIsTheFormula() {
    // Σ⁻¹ of ((1, 0.6), (0.6, 1)) is ((1, −0.6), (−0.6, 1)) / 0.64
    float[] z = {0.5f, -0.25f};
    double first = normal(z[0] + 2, 1) * normal(z[1] - 1, 0.5);
    double x = z[0] - 1.5;
    double y = z[1];
    double second =
        Math.exp(-0.5 * (x * x - 1.2 * x * y + y * y) / 0.64) / (2 * Math.PI * Math.sqrt(0.64));

    assertThat(PLANE.logDensity(z))
        .isCloseTo(Math.log(0.3 * first + 0.7 * second), within(1e-6)); // weights are float32
  }

  @Test
  void theDensityIntegratesToOneOnTheLine() {
    GaussianMixture line =
        GaussianMixture.of(
            new float[] {0.25f, 0.75f}, new float[][] {{-1}, {2}}, new float[][] {{0.3f}, {1.2f}});
    double sum = 0;
    for (int i = -1000; i <= 1000; i++) {
      sum += 0.01 * Math.exp(line.logDensity(new float[] {i / 100f}));
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void theDensityIntegratesToOneInThePlane() {
    double sum = 0;
    for (int i = -160; i <= 160; i++) {
      for (int j = -160; j <= 160; j++) {
        sum += 0.0025 * Math.exp(PLANE.logDensity(new float[] {i / 20f, j / 20f}));
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void aPointFarFromEveryComponentHasAFiniteLogDensity() {
    assertThat(PLANE.logDensity(new float[] {1e6f, -1e6f})).isFinite().isLessThan(-1e11);
  }

  @Test
  void drawsHaveTheMixturesMoments() {
    int n = 200_000;
    float[][] z = draws(PLANE, n);

    double[] mean = new double[2];
    double[][] second = new double[2][2];
    for (float[] row : z) {
      for (int i = 0; i < 2; i++) {
        mean[i] += row[i] / n;
        for (int j = 0; j < 2; j++) {
          second[i][j] += (double) row[i] * row[j] / n;
        }
      }
    }

    // E z = Σ w m, E zzᵀ = Σ w (Σ_k + m mᵀ); four standard errors are below 0.03
    assertThat(mean[0]).isCloseTo(0.3 * -2 + 0.7 * 1.5, within(0.02));
    assertThat(mean[1]).isCloseTo(0.3, within(0.02));
    assertThat(second[0][0]).isCloseTo(0.3 * (1 + 4) + 0.7 * (1 + 2.25), within(0.03));
    assertThat(second[0][1]).isCloseTo(0.3 * (0 - 2) + 0.7 * (0.6 + 0), within(0.03));
    assertThat(second[1][1]).isCloseTo(0.3 * (0.25 + 1) + 0.7 * 1, within(0.03));
  }

  @Test
  void noNoiseGivesTheMeanOfTheChosenComponent() {
    assertThat(PLANE.sample(0.29, new float[2])).containsExactly(-2, 1);
    assertThat(PLANE.sample(0.31, new float[2])).containsExactly(1.5f, 0);
    assertThat(PLANE.sample(Math.nextDown(1.0), new float[2])).containsExactly(1.5f, 0);
  }

  @Test
  void aKnownMixtureIsFound() {
    GaussianMixture found = GaussianMixture.fit(draws(PLANE, 20_000), 2, RANDOM);

    int left = found.means()[0][0] < found.means()[1][0] ? 0 : 1;
    assertThat(found.weights()[left]).isCloseTo(0.3f, within(0.02f));
    assertThat(found.means()[left]).containsExactly(new float[] {-2, 1}, within(0.06f));
    assertThat(found.means()[1 - left]).containsExactly(new float[] {1.5f, 0}, within(0.06f));
    assertThat(found.factors()[left]).containsExactly(new float[] {1, 0, 0, 0.5f}, within(0.05f));
    assertThat(found.factors()[1 - left])
        .containsExactly(new float[] {1, 0, 0.6f, 0.8f}, within(0.05f));
  }

  @Test
  void oneComponentHasTheMeanAndTheCovarianceOfTheRows() {
    float[][] z = {{0, 1}, {2, 0}, {4, 5}, {-2, 2}};
    GaussianMixture fitted =
        MixtureFit.of(WeightedRows.of(z), 1, RANDOM, 0).run(Interruption.ofThisThread());

    // by hand: mean (1, 2), Σ = ((20, 8), (8, 14)) / 4, L = ((√5, 0), (2/√5, √(3.5 − 0.8)))
    assertThat(fitted.means()[0]).containsExactly(new float[] {1, 2}, within(1e-6f));
    float root = (float) Math.sqrt(5);
    assertThat(fitted.factors()[0])
        .containsExactly(new float[] {root, 0, 2 / root, (float) Math.sqrt(2.7)}, within(1e-6f));
  }

  @Test
  void aRowOfWeightThreeCountsAsThreeSuchRows() {
    // given: rows of weights 1, 2 and 3 in turn, and the same rows as often
    float[][] z = draws(PLANE, 600);
    double[] weights = new double[z.length];
    List<float[]> repeated = new ArrayList<>();
    for (int row = 0; row < z.length; row++) {
      weights[row] = 1 + row % 3;
      repeated.addAll(Collections.nCopies(1 + row % 3, z[row]));
    }

    // when: expectation-maximisation from the same start
    WeightedRows weighted = new WeightedRows(z, weights);
    WeightedRows again = WeightedRows.of(repeated.toArray(float[][]::new));
    GaussianMixture some = MixtureFit.from(PLANE, weighted).run(Interruption.ofThisThread());
    GaussianMixture others = MixtureFit.from(PLANE, again).run(Interruption.ofThisThread());

    // then
    assertThat(weighted.total()).isEqualTo(again.size());
    assertThat(weighted.meanLogDensity(PLANE))
        .isCloseTo(PLANE.meanLogDensity(again.z()), within(1e-12));
    assertThat(some.weights()).containsExactly(others.weights(), within(1e-6f));
    for (int k = 0; k < some.components(); k++) {
      assertThat(some.means()[k]).containsExactly(others.means()[k], within(1e-5f));
      assertThat(some.factors()[k]).containsExactly(others.factors()[k], within(1e-5f));
    }
  }

  @Test
  void anInterruptedThreadFitsNoMixtureAndKeepsItsFlag() {
    float[][] z = draws(PLANE, 100);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> GaussianMixture.select(z, 4, RANDOM))
          .isInstanceOf(TrainingInterruptedException.class)
          .hasMessage("the fit of a sampler was interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void eachIterationRaisesTheLikelihood() {
    float[][] z = draws(PLANE, 2_000);
    MixtureFit fit = MixtureFit.of(WeightedRows.of(z), 5, RANDOM, 0);
    double before = fit.expect();
    for (int i = 0; i < 60; i++) {
      fit.maximise();
      double after = fit.expect();
      assertThat(after).as("iteration %d", i).isGreaterThanOrEqualTo(before - 1e-12);
      before = after;
    }
  }

  @Test
  void theFitsOwnDensityIsThatOfTheMixtureItGives() {
    float[][] z = draws(PLANE, 500);
    MixtureFit fit = MixtureFit.of(WeightedRows.of(z), 3, RANDOM);
    assertThat(fit.expect()).isCloseTo(fit.mixture().meanLogDensity(z), within(1e-5)); // float32
  }

  @Test
  void heldOutLikelihoodChoosesTheNumberOfComponents() {
    GaussianMixture four =
        GaussianMixture.of(
            new float[] {0.25f, 0.25f, 0.25f, 0.25f},
            new float[][] {{-5, -5}, {-5, 5}, {5, -5}, {5, 5}},
            new float[][] {{1, 0, 0, 1}, {1, 0, 0, 1}, {1, 0, 0, 1}, {1, 0, 0, 1}});

    assertThat(GaussianMixture.select(draws(four, 4_000), 16, RANDOM).components()).isEqualTo(4);
    assertThat(GaussianMixture.select(draws(PLANE, 4_000), 16, RANDOM).components()).isEqualTo(2);
    assertThat(GaussianMixture.select(draws(four, 4_000), 3, RANDOM).components()).isLessThan(4);
  }

  @Test
  void theSameRowsAndStreamGiveTheSameMixtureToTheLastBit() {
    float[][] z = draws(PLANE, 3_000);
    GaussianMixture one = GaussianMixture.select(z, 8, RANDOM);
    GaussianMixture other = GaussianMixture.select(z, 8, RandomStream.of(7));

    assertThat(one.weights()).containsExactly(other.weights());
    assertThat(one.means()).isDeepEqualTo(other.means());
    assertThat(one.factors()).isDeepEqualTo(other.factors());
  }

  @Test
  void aConstantDimensionStaysNearlyConstant() {
    float[][] z = draws(PLANE, 1_000);
    for (float[] row : z) {
      row[1] = 3;
    }
    for (float[] row : draws(GaussianMixture.select(z, 4, RANDOM), 100)) {
      assertThat(row[1]).isCloseTo(3f, within(0.05f));
    }
  }

  @Test
  void fewerRowsThanDimensionsGiveADensity() {
    float[][] z = new float[5][40];
    for (int row = 0; row < z.length; row++) {
      RANDOM.normals(row * 40L, z[row]);
    }
    GaussianMixture fitted = GaussianMixture.fit(z, 2, RANDOM);
    assertThat(fitted.logDensity(new float[40])).isFinite();
    assertThat(GaussianMixture.fit(z, 5, RANDOM).logDensity(z[0])).isFinite();
  }

  @Test
  void oneRowManyTimesGivesADensityAtThatRow() {
    float[][] z = {{1, 2}, {1, 2}, {1, 2}};
    GaussianMixture fitted = GaussianMixture.fit(z, 2, RANDOM);
    assertThat(fitted.sample(0.5, new float[] {1, 1}))
        .containsExactly(new float[] {1, 2}, within(0.01f));
  }

  @Test
  void rowsWithoutDimensionsGiveAMixtureWithoutDimensions() {
    GaussianMixture fitted = GaussianMixture.select(new float[50][0], 4, RANDOM);
    assertThat(fitted.dimensions()).isZero();
    assertThat(fitted.sample(0.5, new float[0])).isEmpty();
  }

  @Test
  void badInputIsNamed() {
    float[][] z = {{1, 2}, {3, 4}};
    assertThatThrownBy(() -> GaussianMixture.fit(z, 3, RANDOM))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("components must lie in [1, 2], the number of rows, was 3");
    assertThatThrownBy(() -> GaussianMixture.select(z, 0, RANDOM))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("maxComponents must be positive, was 0");
    assertThatThrownBy(() -> GaussianMixture.fit(new float[0][], 1, RANDOM))
        .isInstanceOf(InvalidDataException.class);
    assertThatThrownBy(() -> GaussianMixture.fit(new float[][] {{1}, {Float.NaN}}, 1, RANDOM))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("row 1 must be finite, was NaN");
    assertThatThrownBy(
            () ->
                GaussianMixture.of(
                    new float[] {0.5f, 0.4f}, new float[2][1], new float[][] {{1}, {1}}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(
            () -> GaussianMixture.of(new float[] {1}, new float[1][1], new float[][] {{0}}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("positive on its diagonal");
  }

  private static float[][] draws(GaussianMixture mixture, int n) {
    RandomStream choices = RANDOM.split("choice");
    float[][] z = new float[n][];
    float[] noise = new float[mixture.dimensions()];
    for (int row = 0; row < n; row++) {
      RANDOM.split("noise").normals((long) row * noise.length, noise);
      z[row] = mixture.sample(choices.uniform(row), noise);
    }
    return z;
  }

  private static double normal(double x, double sigma) {
    return Math.exp(-0.5 * x * x / (sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
  }
}
