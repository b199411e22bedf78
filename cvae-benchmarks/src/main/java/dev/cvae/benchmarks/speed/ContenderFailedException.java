package dev.cvae.benchmarks.speed;

/** A process ended with an error, said nothing, or nothing that can be read. */
final class ContenderFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ContenderFailedException(String message) {
    super(message);
  }

  ContenderFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
