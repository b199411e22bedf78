package dev.cvae.training;

/**
 * Adam with decoupled weight decay λ (Loshchilov &amp; Hutter 2019, algorithm 2, as in PyTorch):
 * before a step of {@link Adam}, every weight shrinks, whatever its gradient.
 *
 * <pre>w ← w − η λ w</pre>
 *
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon added to the root of the latter, in [1e-12, 1]
 * @param weightDecay λ, 0 or more; biases decay, too
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimiser {
  /** Checks the ranges. */
  public AdamW {
    Range.fraction("beta1", beta1);
    Range.fraction("beta2", beta2);
    Range.epsilon(epsilon);
    Range.notNegative("weightDecay", weightDecay);
  }

  /**
   * With another decay of the mean of gradients.
   *
   * @param value in [0, 1)
   * @return a changed copy
   */
  public AdamW beta1(double value) {
    return new AdamW(value, beta2, epsilon, weightDecay);
  }

  /**
   * With another decay of the mean of squared gradients.
   *
   * @param value in [0, 1)
   * @return a changed copy
   */
  public AdamW beta2(double value) {
    return new AdamW(beta1, value, epsilon, weightDecay);
  }

  /**
   * With another ε.
   *
   * @param value in [1e-12, 1]
   * @return a changed copy
   */
  public AdamW epsilon(double value) {
    return new AdamW(beta1, beta2, value, weightDecay);
  }

  /**
   * With another weight decay.
   *
   * @param value λ, 0 or more
   * @return a changed copy
   */
  public AdamW weightDecay(double value) {
    return new AdamW(beta1, beta2, epsilon, value);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "AdamW with beta1 %s, beta2 %s, epsilon %s, weight decay %s"
        .formatted(beta1, beta2, epsilon, weightDecay);
  }
}
