package dev.cvae.network;

/**
 * A network that only its backend can build, known to everyone else by name. The model file holds
 * its weights and this name; whoever loads the file supplies the network again under the same name.
 * Backends implement this; with DJL, users make one with {@code DjlNetwork.of(name, supplier)}.
 */
public non-sealed interface CustomNetwork extends Network {
  /**
   * The name.
   *
   * @return not blank
   */
  String name();
}
