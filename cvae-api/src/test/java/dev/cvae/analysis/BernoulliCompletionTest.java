package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.LinearGaussian;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import org.junit.jupiter.api.Test;

/** Completion where the likelihood is not normal, against numerical integration over one latent. */
class BernoulliCompletionTest {
  private static final double[][] W = {{3}, {-2}, {2.5}, {1}};
  private static final double[][] U = {{0.2, -0.3, 0, 1}};

  @Test
  void inpaintingFromKnownPixelsIsTheirConditionalMean() {
    // given: two pixels of 2×2 are known
    GenerativeModel model = new LinearGaussian(W, U).bernoulli(Shape.of(2, 2));
    float[] image = {1, 0, 0.5f, 0.5f};
    Mask lower = Mask.rectangle(Shape.of(2, 2), 1, 0, 1, 2);

    // when
    Completed completed =
        Completion.of(model).samples(4000).complete(Dataset.of(image, Shape.of(2, 2)), lower);

    // then
    assertThat(completed.mean()[0][2]).isCloseTo((float) expected(image, 2), within(0.03f));
    assertThat(completed.mean()[0][3]).isCloseTo((float) expected(image, 3), within(0.03f));
    assertThat(completed.imputation(0)[0][2]).isIn(0f, 1f);
    assertThat(completed.mean()[0][0]).isEqualTo(1);
  }

  /** E[x_missing | x_0, x_1] by the trapezoidal rule over z. */
  private static double expected(float[] x, int missing) {
    double sum = 0;
    double weights = 0;
    for (double z = -10; z <= 10; z += 0.001) {
      double weight = Math.exp(-z * z / 2);
      for (int i = 0; i < 2; i++) {
        weight *= x[i] * p(z, i) + (1 - x[i]) * (1 - p(z, i));
      }
      sum += weight * p(z, missing);
      weights += weight;
    }
    return sum / weights;
  }

  private static double p(double z, int i) {
    return 1 / (1 + Math.exp(-W[i][0] * z - U[0][i]));
  }
}
