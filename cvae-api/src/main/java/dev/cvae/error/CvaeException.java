package dev.cvae.error;

/**
 * The root of the errors that input, files and engines lead to; unchecked. Catch this one for all.
 */
public abstract class CvaeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CvaeException(String message) {
    super(message);
  }

  CvaeException(String message, Throwable cause) {
    super(message, cause);
  }
}
