package dev.cvae.error;

/**
 * The thread that was fitting got interrupted. Its interrupted flag is still set, and the native
 * memory of the fit has been released.
 */
public final class TrainingInterruptedException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public TrainingInterruptedException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public TrainingInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
