package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  /** Points at ±3 and ±1 on two axes: variances 4.5 and 0.5 along them. */
  @Test
  void alongTheAxesTheScoresAreTheCoordinates() {
    float[][] rows = {{3, 0}, {-3, 0}, {0, 1}, {0, -1}};

    PrincipalComponents components = PrincipalComponents.of(rows, 2);

    assertThat(magnitudes(components.scores(0)))
        .containsExactly(new double[] {3, 3, 0, 0}, within(1e-4));
    assertThat(magnitudes(components.scores(1)))
        .containsExactly(new double[] {0, 0, 1, 1}, within(1e-4));
    assertThat(components.share(0)).isCloseTo(4.5 / 5, within(1e-9));
    assertThat(components.share(1)).isCloseTo(0.5 / 5, within(1e-9));
  }

  /**
   * The eigenvalues of a covariance (a b; b d) are (a + d)/2 ± √((a − d)²/4 + b²); the mean does
   * not count.
   */
  @Test
  void inThePlaneTheVariancesAreTheRootsOfTheCharacteristicPolynomial() {
    RandomStream random = RandomStream.of(5);
    float[][] rows = new float[400][];
    for (int i = 0; i < rows.length; i++) {
      double u = random.normal(2L * i);
      double v = random.normal(2L * i + 1);
      rows[i] = new float[] {(float) (7 + 2 * u + v), (float) (-3 + u - 0.5 * v)};
    }
    double a = covariance(rows, 0, 0);
    double b = covariance(rows, 0, 1);
    double d = covariance(rows, 1, 1);
    double root = Math.sqrt((a - d) * (a - d) / 4 + b * b);

    PrincipalComponents components = PrincipalComponents.of(rows, 2);

    assertThat(components.share(0)).isCloseTo(((a + d) / 2 + root) / (a + d), within(1e-6));
    assertThat(components.share(1)).isCloseTo(((a + d) / 2 - root) / (a + d), within(1e-6));
  }

  @Test
  void whereRowsVaryInOneDirectionOrNoneTheOthersAreZero() {
    PrincipalComponents line = PrincipalComponents.of(new float[][] {{1}, {2}, {4}}, 2);
    PrincipalComponents point = PrincipalComponents.of(new float[][] {{1, 2}, {1, 2}}, 2);

    assertThat(line.share(0)).isCloseTo(1, within(1e-9));
    assertThat(line.scores(1)).containsOnly(0.0);
    assertThat(point.scores(0)).containsOnly(0.0);
    assertThat(point.share(0)).isZero();
  }

  private static double covariance(float[][] rows, int i, int j) {
    double sum = 0;
    double meanI = 0;
    double meanJ = 0;
    for (float[] row : rows) {
      sum += (double) row[i] * row[j] / rows.length;
      meanI += (double) row[i] / rows.length;
      meanJ += (double) row[j] / rows.length;
    }
    return sum - meanI * meanJ;
  }

  /** A direction may be turned round. */
  private static double[] magnitudes(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
