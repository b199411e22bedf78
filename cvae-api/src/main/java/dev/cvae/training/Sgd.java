package dev.cvae.training;

/**
 * Stochastic gradient descent with momentum μ and weight decay λ, as in PyTorch: the decay is that
 * of a penalty ½ λ ‖w‖² on the loss.
 *
 * <pre>
 * v ← μ v + g + λ w
 * w ← w − η v
 * </pre>
 *
 * @param momentum μ, in [0, 1); 0 for none
 * @param weightDecay λ, 0 or more; biases decay, too
 */
public record Sgd(double momentum, double weightDecay) implements Optimiser {
  /** Checks the ranges. */
  public Sgd {
    Range.fraction("momentum", momentum);
    Range.notNegative("weightDecay", weightDecay);
  }

  /**
   * With momentum.
   *
   * @param value μ, in [0, 1)
   * @return a changed copy
   */
  public Sgd momentum(double value) {
    return new Sgd(value, weightDecay);
  }

  /**
   * With weight decay.
   *
   * @param value λ, 0 or more
   * @return a changed copy
   */
  public Sgd weightDecay(double value) {
    return new Sgd(momentum, value);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "SGD with momentum %s, weight decay %s".formatted(momentum, weightDecay);
  }
}
