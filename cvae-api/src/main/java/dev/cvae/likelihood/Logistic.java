package dev.cvae.likelihood;

/** The logistic function and its integral. */
final class Logistic {
  private Logistic() {}

  /** 1 / (1 + e^−a). */
  static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  /** log(1 + e^a), finite for any a. */
  static double softplus(double a) {
    return Math.max(0, a) + Math.log1p(Math.exp(-Math.abs(a)));
  }
}
