package dev.cvae.error;

/**
 * No backend, no engine or no device that can do what was asked, or more than one. The message says
 * what to add to the class path, or which setting names one.
 */
public final class BackendException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
