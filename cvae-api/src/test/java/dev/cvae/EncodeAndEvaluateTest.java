package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.ManyLargePhotographs;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EncodeAndEvaluateTest {
  private static final int ROWS = 1300; // two batches and a half

  private final Dataset data = Models.data(ROWS);
  private final LinearNetworks networks = Models.networks(Models.CONDITIONAL);
  private final GenerativeModel model = Models.of(networks, Models.CONDITIONAL);

  @Test
  void encodeGivesThePosteriorOfEachRowUnderItsLabel() {
    Posterior posterior = model.encode(data);

    assertThat(posterior.size()).isEqualTo(ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < Models.LATENT; i++) {
        assertThat(posterior.mean(row)[i])
            .isEqualTo((float) networks.mean(data.row(row), data.label(row), i));
        assertThat(posterior.logVariance(row)[i]).isEqualTo((float) networks.logVariance(i));
      }
    }
    assertThat(posterior.mean()[700]).isEqualTo(posterior.mean(700));
    assertThat(posterior.logVariance()[700]).isEqualTo(posterior.logVariance(700));
  }

  @Test
  void aPosteriorKeepsItsArraysToItself() {
    Posterior posterior = model.encode(data.first(1));
    float[] before = posterior.mean(0);

    posterior.mean(0)[0] = 9;
    posterior.mean()[0][0] = 9;
    posterior.logVariance(0)[0] = 9;

    assertThat(posterior.mean(0)).isEqualTo(before);
    assertThat(posterior.logVariance(0)[0]).isEqualTo((float) networks.logVariance(0));
  }

  @Test
  void samplesOfAPosteriorHaveItsMeanAndVariance() {
    // given
    Posterior posterior = model.encode(data);

    // when
    float[][] z = posterior.sample(4);

    // then: (z - μ) / σ is standard normal
    int n = ROWS * Models.LATENT;
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < Models.LATENT; i++) {
        double sigma = Math.exp(posterior.logVariance(row)[i] / 2);
        double e = (z[row][i] - posterior.mean(row)[i]) / sigma;
        sum += e;
        squares += e * e;
      }
    }
    assertThat(sum / n).as("seed 4").isEqualTo(0, within(5 / Math.sqrt(n)));
    assertThat(squares / n).as("seed 4").isEqualTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(posterior.sample(4)).isDeepEqualTo(z);
    assertThat(posterior.sample(5)[0]).isNotEqualTo(z[0]);
    assertThat(model.encode(data.first(7)).sample(4)[6]).isEqualTo(z[6]);
  }

  @Test
  void reconstructDecodesThePosteriorsMeansUnderTheSameLabels() {
    Samples reconstructed = model.reconstruct(data);

    assertThat(reconstructed.latents()).isDeepEqualTo(model.encode(data).mean());
    assertThat(reconstructed.rows())
        .isDeepEqualTo(model.decode(reconstructed.latents(), reconstructed.conditions()).rows());
    assertThat(reconstructed.conditions().get(703)).isEqualTo(Condition.label(703 % 5));
    assertThat(reconstructed.seed()).isEmpty();
  }

  @Test
  void theEvaluationIsTheMeanOfTheRowsEvaluations() {
    // given
    List<Evaluation> rows = model.evaluateEach(data, 6);

    // when
    Evaluation all = model.evaluate(data, 6);

    // then
    assertThat(rows).hasSize(ROWS).allMatch(row -> row.examples() == 1);
    assertThat(all.examples()).isEqualTo(ROWS);
    assertThat(all.elbo()).isEqualTo(mean(rows, Evaluation::elbo), within(1e-12));
    assertThat(all.kl()).isEqualTo(mean(rows, Evaluation::kl), within(1e-12));
    assertThat(all.reconstruction())
        .isEqualTo(mean(rows, Evaluation::reconstruction), within(1e-12));
    assertThat(all.reconstruction()).isEqualTo(-all.logLikelihood(), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameFiguresHoweverTheDataIsCut() {
    List<Evaluation> rows = model.evaluateEach(data, 6);

    assertThat(model.evaluateEach(data.first(700), 6)).isEqualTo(rows.subList(0, 700));
    assertThat(model.evaluate(data, 6)).isEqualTo(model.evaluate(data, 6));
    assertThat(model.evaluate(data)).isEqualTo(model.evaluate(data, 0));
    assertThat(model.evaluate(data, 7).logLikelihood())
        .isNotEqualTo(model.evaluate(data, 6).logLikelihood());
  }

  @Test
  void withoutPosteriorVarianceTheElboIsThatOfTheReconstruction() {
    // given σ = e^-40, so that z is the mean to the last bit of a double
    LinearNetworks certain = withLogVariance(-80, Models.CONDITIONAL);
    GenerativeModel sure = Models.of(certain, Models.CONDITIONAL);

    // when
    List<Evaluation> rows = sure.evaluateEach(data.first(20), 1);

    // then: BCE and KL(N(μ, σ²) ‖ N(0, 1)) by hand
    for (int row = 0; row < 20; row++) {
      double[] z = new double[Models.LATENT];
      double kl = 0;
      for (int i = 0; i < z.length; i++) {
        z[i] = certain.mean(data.row(row), data.label(row), i);
        kl += 0.5 * (z[i] * z[i] + Math.exp(-80) + 80 - 1);
      }
      double bce = -certain.logLikelihood(data.row(row), z, data.label(row));
      assertThat(rows.get(row).reconstruction()).isEqualTo(bce, within(1e-7 * bce));
      assertThat(rows.get(row).kl()).isEqualTo(kl, within(1e-7 * kl));
    }
  }

  @Test
  void underMseTheExpectedReconstructionHasItsClosedForm() {
    // given E½‖x - W(μ + σε) - u‖² = ½‖x - Wμ - u‖² + ½ Σ σ² W²
    LinearNetworks plain = Models.networks(Models.PLAIN);
    Dataset one = Models.data(1);
    Dataset many = Dataset.of(repeated(one.row(0), 20_000), Models.SHAPE);
    double[] mean = new double[Models.LATENT];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = plain.mean(one.row(0), 0, i);
    }
    double constant = -2 * Math.log(2 * Math.PI);
    double expected = constant - plain.logLikelihood(one.row(0), mean, 0);
    for (int i = 0; i < mean.length; i++) {
      for (int feature = 0; feature < 4; feature++) {
        double w = plain.weights().get(3).values()[feature * mean.length + i];
        expected += 0.5 * Math.exp(plain.logVariance(i)) * w * w;
      }
    }

    // when
    List<Evaluation> rows = Models.of(plain, Models.PLAIN).evaluateEach(many, 2);

    // then within five standard errors
    double found = mean(rows, Evaluation::reconstruction);
    double center = found;
    double variance =
        rows.stream().mapToDouble(row -> Math.pow(row.reconstruction() - center, 2)).sum()
            / rows.size();
    assertThat(found)
        .as("seed 2")
        .isEqualTo(expected, within(5 * Math.sqrt(variance / rows.size())));
    assertThat(rows.get(0).logLikelihood())
        .isEqualTo(constant - rows.get(0).reconstruction(), within(1e-12));
  }

  @Test
  void dataThatDoesNotFitTheModelIsRefusedByEveryCall() {
    Dataset flat = Dataset.of(new float[1][4], new int[1]);
    Dataset unlabelled = data.unlabelled();
    Dataset beyond = data.labelled(labels(5), 6);
    Dataset grey = Dataset.of(new float[] {0, 0, 2, 0}, Models.SHAPE).labelled(new int[1]);

    assertRefused(flat, InvalidDataException.class, "data must have the model's shape 2×2, had 4");
    assertRefused(
        unlabelled,
        InvalidConditionException.class,
        "data has no condition, but the model was fitted with label 0..4");
    assertRefused(
        beyond,
        InvalidConditionException.class,
        "condition has label 5 in row 0, but the model was fitted with label 0..4");
    assertRefused(
        grey, InvalidDataException.class, "must lie in [0.0, 1.0] in row 0, column 2, was 2.0");
  }

  @Test
  void anUnconditionalModelDoesNotLookAtLabels() {
    GenerativeModel plain = Models.of(Models.PLAIN);

    assertThat(plain.encode(data).mean()).isDeepEqualTo(plain.encode(data.unlabelled()).mean());
    assertThat(plain.reconstruct(data).condition(1)).isEqualTo(Condition.none());
    assertThat(plain.evaluate(data)).isEqualTo(plain.evaluate(data.unlabelled()));
  }

  @Test
  void rowsOfMegapixelsAreEncodedAndEvaluatedInBuffersOfBoundedSize() {
    DataSource photographs = new ManyLargePhotographs();
    ModelDescription large =
        new ModelDescription(
            photographs.shape(),
            photographs.conditions(),
            1,
            Mlp.of(1),
            Mlp.of(1),
            ReconstructionLoss.MSE,
            Prior.STANDARD_NORMAL);
    GenerativeModel camera = Models.of(new LinearNetworks(large, List.of()), large);

    assertThatCode(() -> camera.encode(photographs)).doesNotThrowAnyException();
    assertThatCode(() -> camera.evaluateEach(photographs, 0)).doesNotThrowAnyException();
  }

  private void assertRefused(Dataset bad, Class<? extends CvaeException> type, String message) {
    List<Runnable> calls =
        List.of(
            () -> model.encode(bad),
            () -> model.reconstruct(bad),
            () -> model.evaluate(bad),
            () -> model.evaluateEach(bad, 0));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(type).hasMessageContaining(message);
    }
  }

  private static LinearNetworks withLogVariance(float value, ModelDescription description) {
    List<Tensor> drawn = Models.networks(description).weights();
    float[] values = {value, value, value};
    Tensor certain = new Tensor("s", new int[] {3}, values);
    return new LinearNetworks(
        description, List.of(drawn.get(0), drawn.get(1), certain, drawn.get(3), drawn.get(4)));
  }

  private static int[] labels(int label) {
    int[] labels = new int[ROWS];
    Arrays.fill(labels, label);
    return labels;
  }

  private static float[][] repeated(float[] row, int count) {
    float[][] rows = new float[count][];
    Arrays.fill(rows, row);
    return rows;
  }

  private static double mean(List<Evaluation> rows, ToDoubleFunction<Evaluation> figure) {
    return rows.stream().mapToDouble(figure).average().orElseThrow();
  }
}
