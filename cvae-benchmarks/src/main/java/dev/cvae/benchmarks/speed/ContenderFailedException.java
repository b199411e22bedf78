package dev.cvae.benchmarks.speed;

/** A process ended with an error, or said nothing. */
final class ContenderFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ContenderFailedException(String message) {
    super(message);
  }
}
