package dev.cvae.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class FittedSamplerTest {
  private static final int LATENT = 5;
  private static final ConditionSchema SCHEMA = ConditionSchema.label(4);
  private static final RandomStream RANDOM = RandomStream.of(11);

  @Test
  void latentsWhosePosteriorIsThePriorAreLeftToIt() {
    FittedSampler sampler = fitted(Sampler.gaussianMixture(), 3000);
    assertThat(sampler.active()).containsExactly(1, 3);

    float[] z = {10, 11, 12, 13, 14}; // what the prior drew
    sampler.sample(Condition.label(0), 0.5, new float[LATENT], z);
    assertThat(new float[] {z[0], z[2], z[4]}).containsExactly(10, 12, 14);
    assertThat(z[1]).isNotEqualTo(11);
    assertThat(z[3]).isNotEqualTo(13);
  }

  @Test
  void eachConditionHasTheMomentsOfItsAggregatedPosterior() {
    FittedSampler sampler = fitted(Sampler.gaussianMixture(), 30_000);
    for (int label = 0; label < 3; label++) {
      double[] moments = moments(sampler, Condition.label(label));
      // given below: μ₁ = label + e, σ² = 0.25; the law of total variance gives 1.25
      assertThat(moments[0]).isCloseTo(label, within(0.06));
      assertThat(moments[1]).isCloseTo(1.25, within(0.08));
    }
  }

  @Test
  void aConditionWithFewRowsIsLeftToThePrior() {
    FittedSampler sampler = fitted(Sampler.gaussianMixture(), 3000);
    Condition rare = Condition.label(3);
    assertThat(sampler.conditions())
        .containsExactly(Condition.label(1), Condition.label(2), Condition.label(0));
    assertThat(sampler.mixture(rare)).isEmpty();

    float[] z = {1, 2, 3, 4, 5};
    sampler.sample(rare, 0.5, new float[LATENT], z);
    assertThat(z).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void anUnconditionalModelHasOneMixture() {
    AggregatedPosterior posterior =
        new AggregatedPosterior(ConditionSchema.none(), 1, 100, Sampler.gaussianMixture());
    float[] mean = new float[100];
    RANDOM.normals(0, mean);
    posterior.add(
        new ConditionColumns(ConditionSchema.none(), 100),
        filled(100, 1),
        100,
        mean,
        filled(100, -4));

    FittedSampler sampler = posterior.fit();
    assertThat(sampler.mixture(Condition.none())).isPresent();
  }

  @Test
  void howTheDataIsCutAndHowManyThreadsFitDoesNotMatter() throws Exception {
    FittedSampler one = fitted(Sampler.gaussianMixture(), 3000, 3000);
    ForkJoinPool single = new ForkJoinPool(1);
    try {
      FittedSampler other = single.submit(() -> fitted(Sampler.gaussianMixture(), 3000, 7)).get();
      for (Condition condition : one.conditions()) {
        GaussianMixture a = one.mixture(condition).orElseThrow();
        GaussianMixture b = other.mixture(condition).orElseThrow();
        assertThat(a.means()).isDeepEqualTo(b.means());
        assertThat(a.factors()).isDeepEqualTo(b.factors());
      }
    } finally {
      single.shutdown();
    }
  }

  @Test
  void moreRowsThanWantedAreThinned() {
    AggregatedPosterior posterior =
        new AggregatedPosterior(
            ConditionSchema.none(), 1, 10_000, Sampler.gaussianMixture().maxRows(100));
    float[] mean = new float[10_000];
    RANDOM.normals(0, mean);
    posterior.add(
        new ConditionColumns(ConditionSchema.none(), 10_000),
        filled(10_000, 1),
        10_000,
        mean,
        filled(10_000, -4));
    assertThat(posterior.kept()).isBetween(60L, 140L); // four standard deviations
  }

  @Test
  void rowsOfWeightZeroAreAsIfTheyWereNotThere() {
    // given: half of the rows far away, with weight 0
    AggregatedPosterior posterior =
        new AggregatedPosterior(ConditionSchema.none(), 1, 2000, Sampler.gaussianMixture());
    float[] mean = new float[2000];
    RANDOM.normals(0, mean);
    float[] weights = new float[2000];
    for (int row = 0; row < 2000; row++) {
      weights[row] = row % 2 == 0 ? 2 : 0;
      mean[row] += row % 2 == 0 ? 0 : 1000;
    }

    // when
    ConditionColumns none = new ConditionColumns(ConditionSchema.none(), 2000);
    posterior.add(none, weights, 2000, mean, filled(2000, -4));

    // then: 1,000 rows of N(0, 1), whose mean has a standard error of 1/30
    GaussianMixture mixture = posterior.fit().mixture(Condition.none()).orElseThrow();
    double average = 0;
    for (int k = 0; k < mixture.components(); k++) {
      average += mixture.weights()[k] * mixture.means()[k][0];
    }
    assertThat(posterior.kept()).isEqualTo(1000);
    assertThat(average).isCloseTo(0, within(0.15));
  }

  @Test
  void theThreadThatAskedForItCanBeInterruptedWhicheverThreadsFit() {
    AggregatedPosterior posterior =
        new AggregatedPosterior(SCHEMA, 1, 400, Sampler.gaussianMixture());
    float[] mean = new float[400];
    RANDOM.normals(0, mean);
    ConditionColumns columns = new ConditionColumns(SCHEMA, 400);
    for (int row = 0; row < 400; row++) {
      columns.codes(0)[row] = row % 4;
    }
    posterior.add(columns, filled(400, 1), 400, mean, filled(400, -4));

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(posterior::fit).isInstanceOf(TrainingInterruptedException.class);
      assertThatThrownBy(() -> posterior.add(columns, mean, 400, mean, mean))
          .isInstanceOf(TrainingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void tooFewRowsUnderEveryConditionAreAnError() {
    assertThatThrownBy(() -> fitted(Sampler.gaussianMixture(), 30))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "sampler gaussian-mixture must have a condition with at least 20 rows, had 30 rows"
                + " under 4 conditions");
  }

  @Test
  void partsMustFitTogether() {
    GaussianMixture line =
        GaussianMixture.of(new float[] {1}, new float[][] {{0}}, new float[][] {{1}});
    List<Condition> none = List.of(Condition.none());
    assertThatThrownBy(() -> new FittedSampler("s", 3, new int[] {0, 1}, none, List.of(line)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("sampler s must have mixtures of 2 dimensions, that of none has 1");
    assertThatThrownBy(() -> new FittedSampler("s", 3, new int[] {3}, none, List.of(line)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("active latents must ascend within 0..2, were [3]");
    assertThatThrownBy(() -> new FittedSampler("s", 3, new int[] {0}, none, List.of()))
        .isInstanceOf(InvalidDataException.class);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> Sampler.gaussianMixture().maxComponents(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("maxComponents must be positive, was 0");
    assertThatThrownBy(() -> Sampler.gaussianMixture().maxRows(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("maxRows must be positive, was 0");
  }

  private static FittedSampler fitted(Sampler.MixtureSampler settings, int rows) {
    return fitted(settings, rows, 100);
  }

  /**
   * Labels 0, 1, 2 in turn and, ten times, 3. Latent 1 has its mean about the label, latent 3 about
   * twice latent 1's; the others have the prior as their posterior, nearly.
   */
  private static FittedSampler fitted(Sampler.MixtureSampler settings, int rows, int batch) {
    AggregatedPosterior posterior = new AggregatedPosterior(SCHEMA, LATENT, rows, settings);
    ConditionColumns columns = new ConditionColumns(SCHEMA, batch);
    for (int start = 0; start < rows; start += batch) {
      int count = Math.min(batch, rows - start);
      float[] mean = new float[count * LATENT];
      float[] logVariance = new float[count * LATENT];
      for (int i = 0; i < count; i++) {
        int row = start + i;
        int label = row < 10 ? 3 : row % 3;
        columns.codes(0)[i] = label;
        mean[i * LATENT] = 0.01f * RANDOM.split("inactive").normal(row);
        mean[i * LATENT + 1] = label + RANDOM.normal(row);
        mean[i * LATENT + 3] = 2 * mean[i * LATENT + 1];
        logVariance[i * LATENT + 1] = (float) Math.log(0.25);
        logVariance[i * LATENT + 3] = -3;
      }
      posterior.add(columns, filled(count, 1), count, mean, logVariance);
    }
    return posterior.fit();
  }

  private static double[] moments(FittedSampler sampler, Condition condition) {
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    float[] noise = new float[LATENT];
    float[] z = new float[LATENT];
    for (int row = 0; row < n; row++) {
      RANDOM.split("noise").normals((long) row * LATENT, noise);
      sampler.sample(condition, RANDOM.split("choice").uniform(row), noise, z);
      sum += z[1];
      squares += z[1] * z[1];
    }
    double mean = sum / n;
    return new double[] {mean, squares / n - mean * mean};
  }

  private static float[] filled(int length, float value) {
    float[] array = new float[length];
    Arrays.fill(array, value);
    return array;
  }
}
