package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;

/** The rule that turns gradients into changes of the weights; the learning rate is set apart. */
public sealed interface Optimiser {
  /**
   * Adam with the usual constants: β₁ 0.9, β₂ 0.999, ε 1e-8.
   *
   * @return the optimiser; the article's
   */
  static Optimiser adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /**
   * Stochastic gradient descent without momentum.
   *
   * @return the optimiser
   */
  static Optimiser sgd() {
    return new Sgd(0);
  }

  /**
   * Kingma &amp; Ba (2015), algorithm 1, with bias correction.
   *
   * @param beta1 decay of the mean of gradients, in [0, 1)
   * @param beta2 decay of the mean of squared gradients, in [0, 1)
   * @param epsilon added to the root of the latter, in [1e-12, 1]
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimiser {
    /** Checks the ranges. */
    public Adam {
      if (!(beta1 >= 0 && beta1 < 1)) {
        throw InvalidSettingException.of("beta1", "must lie in [0, 1)", beta1);
      }
      if (!(beta2 >= 0 && beta2 < 1)) {
        throw InvalidSettingException.of("beta2", "must lie in [0, 1)", beta2);
      }
      if (!(epsilon >= 1e-12 && epsilon <= 1)) {
        throw InvalidSettingException.of("epsilon", "must lie in [1e-12, 1]", epsilon);
      }
    }
  }

  /**
   * Stochastic gradient descent: v ← momentum · v + g, weight ← weight − learning rate · v.
   *
   * @param momentum in [0, 1); 0 for none
   */
  record Sgd(double momentum) implements Optimiser {
    /** Checks the range. */
    public Sgd {
      if (!(momentum >= 0 && momentum < 1)) {
        throw InvalidSettingException.of("momentum", "must lie in [0, 1)", momentum);
      }
    }
  }
}
