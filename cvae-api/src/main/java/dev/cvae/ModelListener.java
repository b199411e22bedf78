package dev.cvae;

import dev.cvae.training.EpochProgress;

/**
 * Looks at the model after each epoch of a fit: what it generates as training goes.
 *
 * <pre>{@code
 * Cvae.builder().latent(20).modelListener((progress, model) -> {
 *   Samples sevens = model.generate(Condition.label(7), 100, 0);         // the same z each time
 *   Path file = Path.of("sevens-" + progress.result().epoch() + ".png");
 *   Images.writePng(Images.grid(sevens), file);
 * })
 * }</pre>
 *
 * <p>It does not change the fit, but for the time that it takes: it is called on the thread that
 * fits. What it throws ends the fit and reaches its caller. For figures alone, and to stop a fit,
 * there is {@link dev.cvae.training.TrainingListener}, which is called after this one.
 */
@FunctionalInterface
public interface ModelListener {
  /**
   * An epoch is done, validation included.
   *
   * @param progress where the fit stands
   * @param model with the weights it has now; open until this method returns, then closed, for the
   *     fit goes on changing them. {@code model.save(…)} keeps them
   */
  void epochDone(EpochProgress progress, GenerativeModel model);

  /**
   * Does not look.
   *
   * @return the listener
   */
  static ModelListener none() {
    return (progress, model) -> {};
  }

  /**
   * This listener, then another.
   *
   * @param next called after this one, with the same model
   * @return the two as one
   */
  default ModelListener andThen(ModelListener next) {
    return (progress, model) -> {
      epochDone(progress, model);
      next.epochDone(progress, model);
    };
  }
}
