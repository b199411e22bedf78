package dev.cvae.error;

/**
 * Data that a model cannot be trained on or asked about: empty, ragged, not finite, outside the
 * range that the reconstruction loss needs, or a file that is not what it says. The message names
 * the place: row and column, or file and offset.
 */
public final class InvalidDataException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public InvalidDataException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
