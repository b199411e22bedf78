package dev.cvae.error;

/**
 * A model file that cannot be read or written: missing, truncated, changed, of a newer format, or
 * on a file system that refuses. A failed write leaves the target as it was.
 */
public final class ModelFileException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public ModelFileException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
