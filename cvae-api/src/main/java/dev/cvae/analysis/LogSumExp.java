package dev.cvae.analysis;

/** log Σ e^v, with the greatest term taken out of the sum so that none overflows. */
final class LogSumExp {
  private LogSumExp() {}

  static double of(double... values) {
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, value);
    }
    if (Double.isInfinite(most)) {
      return most;
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - most);
    }
    return most + Math.log(sum);
  }

  /** The logarithms of weights, as weights that add up to 1. */
  static double[] normalised(double... logWeights) {
    double log = of(logWeights);
    double[] weights = new double[logWeights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(logWeights[i] - log);
    }
    return weights;
  }
}
