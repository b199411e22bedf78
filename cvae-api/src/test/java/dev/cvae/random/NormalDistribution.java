package dev.cvae.random;

/**
 * The normal distribution function in double precision; an oracle that shares nothing with AS 241.
 */
final class NormalDistribution {
  private NormalDistribution() {}

  static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** P(X ≤ x), with small relative error in the lower tail. */
  static double below(double x) {
    if (x > 0) {
      return 1 - below(-x);
    }
    return x > -3 ? 0.5 - density(x) * series(-x) : density(x) / fraction(-x);
  }

  /** Marsaglia (2004): x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + … */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; term > sum * 1e-18; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return sum;
  }

  /** Laplace: x + 1/(x + 2/(x + 3/(x + …))). */
  private static double fraction(double x) {
    double value = x;
    for (int i = 400; i > 0; i--) {
      value = x + i / value;
    }
    return value;
  }
}
