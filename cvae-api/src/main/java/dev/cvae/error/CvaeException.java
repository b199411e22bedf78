package dev.cvae.error;

/**
 * The root of every error this library throws on purpose; unchecked. Catch this one to catch them
 * all.
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
