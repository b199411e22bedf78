package dev.cvae.model;

import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.List;

/**
 * Where a fitted model comes from. Nothing in it changes from one run of the same fit to the next:
 * no clock, no host.
 *
 * @param library this library's version
 * @param engine the engine and its version: {@code PyTorch 2.7.1}
 * @param settings the settings of the fit
 * @param data the name of the training data
 * @param examples how many rows it had
 * @param fingerprint the SHA-256 of the training data, in hexadecimal
 * @param history the figures of each epoch
 */
public record Provenance(
    String library,
    String engine,
    TrainingSettings settings,
    String data,
    long examples,
    String fingerprint,
    TrainingHistory history) {
  private static final String IMPORTED = "imported";

  /**
   * Of a model whose weights were trained elsewhere: there is no history, and the settings are the
   * defaults and say nothing.
   *
   * @param library this library's version
   * @param source what the weights came from
   * @return the provenance
   */
  public static Provenance imported(String library, String source) {
    return new Provenance(
        library,
        IMPORTED,
        TrainingSettings.defaults(),
        source,
        0,
        "",
        new TrainingHistory(List.of()));
  }

  /**
   * Whether the weights were trained elsewhere.
   *
   * @return true if this library has not fitted them
   */
  public boolean isImported() {
    return engine.equals(IMPORTED);
  }
}
