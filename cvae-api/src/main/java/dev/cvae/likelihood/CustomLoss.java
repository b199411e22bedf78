package dev.cvae.likelihood;

/**
 * A reconstruction loss of one's own, known to everyone else by name. The model file holds the
 * name; whoever loads the file supplies the loss again with {@code LoadOptions.reconstructionLoss}.
 * A backend says what it needs besides, such as the formulas on its arrays: with DJL, users
 * implement {@code DjlLoss}.
 */
public non-sealed interface CustomLoss extends ReconstructionLoss {
  /**
   * The name.
   *
   * @return not blank
   */
  String name();
}
