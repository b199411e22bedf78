package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensitiesTest {
  private final LinearNetworks networks = Models.networks(Models.CONDITIONAL);
  private final GenerativeModel model = Models.of(networks, Models.CONDITIONAL);
  private final Dataset data = Models.data(1300);

  @Test
  void theLikelihoodIsTheNetworksOwnAtEachLatentUnderItsCondition() {
    // given
    float[][] z = {{0.1f, -2, 0.5f}, {1, 0, -1}};
    List<Condition> conditions = Condition.labels(3, 0);

    // when
    Likelihood likelihood = model.densities().likelihood(z, conditions);

    // then
    assertThat(likelihood.size()).isEqualTo(2);
    for (int row = 0; row < 2; row++) {
      double[] doubles = {z[row][0], z[row][1], z[row][2]};
      int label = conditions.get(row).category("label").getAsInt();
      double expected = networks.logLikelihood(data.row(row), doubles, label);
      assertThat(likelihood.logProbability(row, data.row(row))).isEqualTo(expected, within(1e-5));
      double[] ofFeature = likelihood.logProbabilities(row, data.row(row));
      assertThat(Arrays.stream(ofFeature).sum()).isEqualTo(expected, within(1e-5));
      float[] decoded = model.decode(z, conditions).row(row);
      assertThat(likelihood.mean(row)).containsExactly(decoded, within(1e-6f));
    }
  }

  @Test
  void drawsOfTheLikelihoodAreAsFrequentAsItsMeanSays() {
    Likelihood likelihood = model.densities().likelihood(new float[1][3], Condition.labels(1));
    float[] mean = likelihood.mean(0);
    double[] ones = new double[4];
    int n = 4000;
    for (int draw = 0; draw < n; draw++) {
      float[] x = likelihood.draw(0, RandomStream.of(5).split(draw));
      for (int i = 0; i < 4; i++) {
        ones[i] += x[i] / n;
      }
    }
    for (int i = 0; i < 4; i++) {
      double error = Math.sqrt(mean[i] * (1 - mean[i]) / n);
      assertThat(ones[i]).as("seed 5").isEqualTo(mean[i], within(5 * error));
    }
  }

  @Test
  void theLogPriorIsThatOfTheStandardNormalDistribution() {
    float[][] z = {{0, 0, 0}, {1, -2, 0.5f}};

    double[] logPrior = model.densities().logPrior(z, Condition.labels(0, 4));

    double constant = -1.5 * Math.log(2 * Math.PI);
    assertThat(logPrior[0]).isEqualTo(constant, within(1e-6));
    assertThat(logPrior[1]).isEqualTo(constant - 0.5 * 5.25, within(1e-6));
  }

  @Test
  void theKlOfTheLatentsAddsUpToTheEvaluations() {
    List<Evaluation> rows = model.evaluateEach(data, 4);

    double[][] kl = model.densities().kl(data);

    assertThat(kl).hasDimensions(1300, Models.LATENT);
    for (int row = 0; row < kl.length; row++) {
      assertThat(Arrays.stream(kl[row]).sum()).isEqualTo(rows.get(row).kl(), within(1e-9));
    }
  }

  @Test
  void underAScalingTheLikelihoodIsThatOfTheScaledRow() {
    AffineScaling units = new AffineScaling(new double[] {1, 2, 3}, new double[] {10, 2, 0.5});
    LinearGaussian truth = LinearGaussian.conditional();
    GenerativeModel scaled = truth.model(0, 1, units);
    GenerativeModel plain = truth.model(0, 1);
    float[] row = {0.5f, -1, 2};
    float[] inUnits = {6, 0, 4};
    float[][] z = {{0.3f, -0.7f}};

    Likelihood own = scaled.densities().likelihood(z, Condition.labels(1));
    Likelihood expected = plain.densities().likelihood(z, Condition.labels(1));

    assertThat(own.logProbability(0, inUnits))
        .isEqualTo(expected.logProbability(0, row), within(1e-9));
    assertThat(own.mean(0)).containsExactly(scaled.decode(z, Condition.label(1)).row(0));
    Dataset data = Dataset.of(new float[][] {inUnits}).labelled(new int[] {1}, 3);
    Dataset same = Dataset.of(new float[][] {row}).labelled(new int[] {1}, 3);
    assertThat(scaled.densities().kl(data)).isDeepEqualTo(plain.densities().kl(same));
  }

  @Test
  void whatDoesNotFitTheModelIsRefused() {
    Densities densities = model.densities();

    assertThatThrownBy(() -> densities.likelihood(new float[2][3], Condition.labels(1)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("conditions must be one a latent, 2, was 1");
    assertThatThrownBy(() -> densities.logPrior(new float[1][2], Condition.labels(1)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("latents must have the model's latent size 3");
    Likelihood likelihood = densities.likelihood(new float[1][3], Condition.labels(1));
    assertThatThrownBy(() -> likelihood.logProbability(0, new float[3]))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must have the model's shape 2×2, had 3 values");
  }

  @Test
  void aClosedModelHasNoDensitiesLeft() {
    Densities densities = model.densities();
    model.close();

    assertThatThrownBy(() -> densities.kl(data)).isInstanceOf(ModelClosedException.class);
    assertThatThrownBy(() -> densities.logPrior(new float[1][3], Condition.labels(1)))
        .isInstanceOf(ModelClosedException.class);
  }
}
