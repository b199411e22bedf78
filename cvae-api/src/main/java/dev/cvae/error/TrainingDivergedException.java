package dev.cvae.error;

/**
 * The loss turned NaN or infinite; the fit stopped there. The message says at which step, and what
 * to change.
 */
public final class TrainingDivergedException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public TrainingDivergedException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public TrainingDivergedException(String message, Throwable cause) {
    super(message, cause);
  }
}
