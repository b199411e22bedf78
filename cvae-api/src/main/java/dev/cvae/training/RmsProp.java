package dev.cvae.training;

/**
 * RMSprop (Tieleman &amp; Hinton 2012, lecture 6.5), as in PyTorch: without momentum μ, v is the
 * scaled gradient itself.
 *
 * <pre>
 * g ← g + λ w
 * s ← α s + (1 − α) g²
 * v ← μ v + g / (√s + ε)
 * w ← w − η v
 * </pre>
 *
 * @param alpha α, decay of the mean of squared gradients, in [0, 1)
 * @param epsilon added to its root, in [1e-12, 1]
 * @param momentum μ, in [0, 1); 0 for none
 * @param weightDecay λ, 0 or more, of a penalty ½ λ ‖w‖² on the loss; biases decay, too
 */
public record RmsProp(double alpha, double epsilon, double momentum, double weightDecay)
    implements Optimiser {
  /** Checks the ranges. */
  public RmsProp {
    Range.fraction("alpha", alpha);
    Range.epsilon(epsilon);
    Range.fraction("momentum", momentum);
    Range.notNegative("weightDecay", weightDecay);
  }

  /**
   * With another decay of the mean of squared gradients.
   *
   * @param value α, in [0, 1)
   * @return a changed copy
   */
  public RmsProp alpha(double value) {
    return new RmsProp(value, epsilon, momentum, weightDecay);
  }

  /**
   * With another ε.
   *
   * @param value in [1e-12, 1]
   * @return a changed copy
   */
  public RmsProp epsilon(double value) {
    return new RmsProp(alpha, value, momentum, weightDecay);
  }

  /**
   * With momentum.
   *
   * @param value μ, in [0, 1)
   * @return a changed copy
   */
  public RmsProp momentum(double value) {
    return new RmsProp(alpha, epsilon, value, weightDecay);
  }

  /**
   * With weight decay.
   *
   * @param value λ, 0 or more
   * @return a changed copy
   */
  public RmsProp weightDecay(double value) {
    return new RmsProp(alpha, epsilon, momentum, value);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "RMSprop with alpha %s, epsilon %s, momentum %s, weight decay %s"
        .formatted(alpha, epsilon, momentum, weightDecay);
  }
}
