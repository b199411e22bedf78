package dev.cvae.djl;

/**
 * A part of a model, an objective or an optimiser for which {@link GradientProgram} and {@link
 * ElboProgram} write no lines.
 */
final class NoProgramException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A part.
   *
   * @param what it is
   */
  NoProgramException(String what) {
    super(what);
  }
}
