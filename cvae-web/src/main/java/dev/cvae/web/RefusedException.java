package dev.cvae.web;

import java.io.Serial;

/** A request that is answered with an error: its status, and a sentence that says why. */
final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  RefusedException(int status, Throwable cause) {
    super(cause.getMessage(), cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
