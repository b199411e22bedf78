package dev.cvae.spi;

import dev.cvae.network.CustomNetwork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a model runs; nothing here changes what it computes.
 *
 * @param engine the engine's name; the backend's default if absent
 * @param device {@code cpu}, {@code gpu} or {@code gpu:1}; {@code cpu} if absent
 * @param threads how many threads one operation may use; the engine's default if absent
 * @param networks the own networks that a loaded model may name; empty for a fit
 */
public record RuntimeSettings(
    Optional<String> engine,
    Optional<String> device,
    OptionalInt threads,
    List<CustomNetwork> networks) {
  /** Copies the list. */
  public RuntimeSettings {
    networks = List.copyOf(networks);
  }
}
