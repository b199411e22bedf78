package dev.cvae.training;

/**
 * The rule that turns the gradient g of a weight w into the weight's change; the learning rate η is
 * set apart, as it may follow a {@link LearningRateSchedule}.
 *
 * <pre>{@code
 * Cvae.builder().latent(20).optimiser(Optimiser.adamW().weightDecay(1e-4))
 * Cvae.builder().latent(20).optimiser(Optimiser.sgd().momentum(0.9)).learningRate(1e-2)
 * }</pre>
 *
 * <p>Each is a record of its constants, immutable; its methods return a changed copy.
 */
public sealed interface Optimiser permits Adam, AdamW, Sgd, RmsProp {
  /**
   * Adam with the usual constants: β₁ 0.9, β₂ 0.999, ε 1e-8.
   *
   * @return the optimiser; the article's
   */
  static Adam adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /**
   * Adam with decoupled weight decay, with PyTorch's constants: β₁ 0.9, β₂ 0.999, ε 1e-8, decay
   * 0.01.
   *
   * @return the optimiser
   */
  static AdamW adamW() {
    return new AdamW(0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * Stochastic gradient descent without momentum.
   *
   * @return the optimiser
   */
  static Sgd sgd() {
    return new Sgd(0, 0);
  }

  /**
   * RMSprop with PyTorch's constants: α 0.99, ε 1e-8, no momentum.
   *
   * @return the optimiser
   */
  static RmsProp rmsProp() {
    return new RmsProp(0.99, 1e-8, 0, 0);
  }
}
