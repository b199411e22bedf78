package dev.cvae.training;

/**
 * Adam (Kingma &amp; Ba 2015, algorithm 1), with bias correction; t counts steps from 1.
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g
 * v ← β₂ v + (1 − β₂) g²
 * w ← w − η · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon added to the root of the latter, in [1e-12, 1]
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimiser {
  /** Checks the ranges. */
  public Adam {
    Range.fraction("beta1", beta1);
    Range.fraction("beta2", beta2);
    Range.epsilon(epsilon);
  }

  /**
   * With another decay of the mean of gradients.
   *
   * @param value in [0, 1)
   * @return a changed copy
   */
  public Adam beta1(double value) {
    return new Adam(value, beta2, epsilon);
  }

  /**
   * With another decay of the mean of squared gradients.
   *
   * @param value in [0, 1)
   * @return a changed copy
   */
  public Adam beta2(double value) {
    return new Adam(beta1, value, epsilon);
  }

  /**
   * With another ε.
   *
   * @param value in [1e-12, 1]
   * @return a changed copy
   */
  public Adam epsilon(double value) {
    return new Adam(beta1, beta2, value);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "Adam with beta1 %s, beta2 %s, epsilon %s".formatted(beta1, beta2, epsilon);
  }
}
