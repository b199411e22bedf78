package dev.cvae.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  /** Four rows with mean m and covariance diag(4/3 a², 4/3 b²). */
  private static float[][] cross(double mx, double my, double a, double b) {
    double root2 = Math.sqrt(2);
    return new float[][] {
      {(float) (mx + a * root2), (float) my},
      {(float) (mx - a * root2), (float) my},
      {(float) mx, (float) (my + b * root2)},
      {(float) mx, (float) (my - b * root2)}
    };
  }

  @Test
  void ofOneSetToItselfIsNothing() {
    assertThat(FrechetDistance.between(cross(1, 2, 3, 4), cross(1, 2, 3, 4)))
        .isCloseTo(0, within(1e-5));
  }

  @Test
  void ofDiagonalCovariancesIsTheDistanceOfMeansAndDeviations() {
    // Σ (m₁ − m₂)² + (σ₁ − σ₂)², with σ = a √(4/3)
    assertThat(FrechetDistance.between(cross(0, 0, 1, 2), cross(3, -1, 4, 1)))
        .isCloseTo(9 + 1 + 4.0 / 3 * (9 + 1), within(1e-5));
  }

  @Test
  void ofCovariancesThatDoNotCommuteHasAClosedFormInThePlane() {
    // given Σ₁ = 4/3 diag(1, 4) and Σ₂ = 4/3 diag(9, 1) turned by 45 degrees
    float[][] turned = cross(0, 0, 3, 1);
    for (float[] row : turned) {
      double x = row[0];
      double y = row[1];
      row[0] = (float) ((x - y) / Math.sqrt(2));
      row[1] = (float) ((x + y) / Math.sqrt(2));
    }

    // then tr (Σ₁Σ₂)^½ = √(tr Σ₁Σ₂ + 2 √det Σ₁Σ₂), as for any 2×2 matrix with two real roots;
    // Σ₂ = 4/3 ((5, 4), (4, 5)), tr Σ₁Σ₂ = 16/9 · 25, det Σ₁Σ₂ = (16/9)² · 36
    double root = Math.sqrt(16.0 / 9 * (25 + 2 * 6));
    assertThat(FrechetDistance.between(cross(0, 0, 1, 2), turned))
        .isCloseTo(4.0 / 3 * (5 + 10) - 2 * root, within(1e-5));
  }

  @Test
  void aFeatureThatNeverChangesAddsOnlyItsMean() {
    assertThat(FrechetDistance.between(cross(0, 5, 1, 0), cross(0, 3, 1, 0)))
        .isCloseTo(4, within(1e-5));
  }
}
