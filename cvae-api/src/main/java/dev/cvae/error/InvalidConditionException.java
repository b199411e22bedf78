package dev.cvae.error;

/**
 * A condition that the model does not know: a field it lacks, a label beyond its classes, or none
 * where it needs one. The message names the field and what the model knows of it.
 */
public final class InvalidConditionException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public InvalidConditionException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public InvalidConditionException(String message, Throwable cause) {
    super(message, cause);
  }
}
