package dev.cvae.error;

/** A call on a model after {@link dev.cvae.GenerativeModel#close()}. */
public final class ModelClosedException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public ModelClosedException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public ModelClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
