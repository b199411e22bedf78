package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.AffineScaling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Importance sampling where log p(x) is known: a linear decoder with normal noise. */
class LogLikelihoodTest {
  @Test
  void theEstimateIsTheMarginalsClosedFormWithinItsStandardError() {
    // given: x = w z + u + noise, so x ~ N(u, w w' + I); a posterior that is not the true one
    GenerativeModel model = linear(-0.3f);
    float[][] rows = {{0, 0}, {2, -1}, {-1.5f, 0.5f}, {0.2f, 1.7f}};

    // when
    LogLikelihood estimate = model.logLikelihood(Dataset.of(rows), 50_000, 1);

    // then
    for (int row = 0; row < rows.length; row++) {
      double expected = marginal(rows[row]);
      double error = estimate.standardErrors()[row];
      assertThat(error).isBetween(1e-4, 0.01);
      assertThat(estimate.values()[row]).as("seed 1").isCloseTo(expected, within(5 * error));
    }
    assertThat(estimate.mean())
        .isCloseTo(Arrays.stream(estimate.values()).average().orElseThrow(), within(1e-12));
    assertThat(estimate)
        .asString()
        .matches("log p\\(x\\|c\\) \\S+ ± \\S+ nats \\(4 examples, 50000 samples\\)");
    assertThat(model.logLikelihood(Dataset.of(new float[][] {rows[0]}), 20, 1))
        .asString()
        .matches("log p\\(x\\|c\\) \\S+ nats \\(1 example, 20 samples\\)");
  }

  @Test
  void theBoundIsTheElboForOneSampleAndTightensTowardsTheMarginal() {
    // given: a posterior much too wide
    GenerativeModel model = linear(0.7f);
    float[][] rows = new float[2000][2];
    for (int row = 0; row < rows.length; row++) {
      RandomStream.of(5).normals(2L * row, rows[row]);
    }
    Dataset data = Dataset.of(rows);

    // when
    double before = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 2, 5, 20}) {
      double mean = model.logLikelihood(data, samples).mean();

      // then
      assertThat(mean).as("%d samples", samples).isGreaterThan(before);
      before = mean;
    }
    double marginal = Arrays.stream(rows).mapToDouble(x -> marginal(x)).average().orElseThrow();
    assertThat(before).isBetween(marginal - 0.1, marginal);
    double elbo = model.evaluate(data, 1).elbo();
    assertThat(model.logLikelihood(data, 1).mean()).isCloseTo(elbo, within(0.2));
    assertThat(elbo).isLessThan(marginal - 0.5);
  }

  @Test
  void underAScalingItIsThatOfTheScaledRows() {
    AffineScaling units = new AffineScaling(new double[] {1, 2, 3}, new double[] {10, 2, 0.5});
    LinearGaussian truth = LinearGaussian.conditional();
    float[][] rows = {{11, 0, 3.5f}, {-4, 2, 2}};
    float[][] scaled = {{1, -1, 1}, {-0.5f, 0, -2}};
    int[] labels = {0, 2};

    LogLikelihood own =
        truth.model(0.1, 2, units).logLikelihood(Dataset.of(rows).labelled(labels, 3), 7);

    assertThat(own.values())
        .isEqualTo(
            truth.model(0.1, 2).logLikelihood(Dataset.of(scaled).labelled(labels, 3), 7).values());
  }

  private static final float[] W = {1.2f, -0.7f};
  private static final float[] U = {0.3f, 0.1f};

  private static GenerativeModel linear(float logVariance) {
    ModelDescription description = description(Shape.of(2), 1);
    LinearNetworks networks =
        new LinearNetworks(
            description,
            List.of(
                new Tensor("A", new int[] {1, 2}, new float[] {0.3f, -0.1f}),
                new Tensor("B", new int[] {1, 1}, new float[] {0.1f}),
                new Tensor("s", new int[] {1}, new float[] {logVariance}),
                new Tensor("W", new int[] {2, 1}, W),
                new Tensor("U", new int[] {1, 2}, U)));
    return Models.of(networks, description);
  }

  /** Of N(u, w w' + I): (w w' + I)⁻¹ = I − w w' / (1 + w'w), and the determinant is 1 + w'w. */
  private static double marginal(float[] x) {
    double square = W[0] * W[0] + W[1] * W[1];
    double a = x[0] - U[0];
    double b = x[1] - U[1];
    double along = W[0] * a + W[1] * b;
    double distance = a * a + b * b - along * along / (1 + square);
    return -0.5 * (distance + Math.log(1 + square)) - Math.log(2 * Math.PI);
  }

  @Test
  void noMoreZAreDecodedAtOnceThanFitIntoMemoryAndThatDoesNotShow() {
    // given: rows so wide that four z fill what is decoded at once
    ModelDescription wide = description(Shape.of(1 << 20), 1);
    float[][] rows = new float[3][1 << 20];
    int[] most = {0};
    LinearNetworks networks =
        new LinearNetworks(wide, List.of()) {
          @Override
          public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
            most[0] = Math.max(most[0], batch.rows() * samples);
            System.arraycopy(noise, 0, logWeights, 0, batch.rows() * samples);
          }
        };

    // when
    LogLikelihood many = Models.of(networks, wide).logLikelihood(Dataset.of(rows), 10, 3);
    LogLikelihood one =
        Models.of(networks, wide).logLikelihood(Dataset.of(new float[][] {rows[0]}), 10, 3);

    // then
    assertThat(most[0]).isBetween(3, 4);
    assertThat(one.values()[0]).isEqualTo(many.values()[0]);
    assertThat(many.values()[1]).isNotEqualTo(many.values()[0]);
  }

  @Test
  void weightsOfZeroCountAsZero() {
    ModelDescription description = description(Shape.of(1), 1);
    LinearNetworks networks =
        new LinearNetworks(description, List.of()) {
          @Override
          public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
            for (int i = 0; i < samples; i++) {
              logWeights[i] = i % 2 == 0 ? Float.NEGATIVE_INFINITY : -1000;
            }
          }
        };
    LogLikelihood half =
        Models.of(networks, description).logLikelihood(Dataset.of(new float[][] {{0}}), 4, 0);
    assertThat(half.values()[0]).isCloseTo(-1000 - Math.log(2), within(1e-9));
    assertThat(half.standardErrors()[0]).isCloseTo(Math.sqrt(1.0 / 3), within(1e-9));
    LogLikelihood none =
        Models.of(networks, description).logLikelihood(Dataset.of(new float[][] {{0}}), 1, 0);
    assertThat(none.values()[0]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static ModelDescription description(Shape shape, int latent) {
    return new ModelDescription(
        shape,
        ConditionSchema.none(),
        latent,
        Mlp.of(1),
        Mlp.of(1),
        ReconstructionLoss.MSE,
        Prior.STANDARD_NORMAL);
  }
}
