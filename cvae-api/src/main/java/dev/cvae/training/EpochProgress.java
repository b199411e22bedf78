package dev.cvae.training;

import java.time.Duration;
import java.util.Locale;

/**
 * Where a fit stands after an epoch.
 *
 * @param epochs how many epochs there will be
 * @param result this epoch's figures
 * @param examplesPerSecond the speed of training in this epoch
 * @param elapsed how long the fit has run, validation included
 * @param timeLeft an estimate until the fit ends
 */
public record EpochProgress(
    int epochs, EpochResult result, double examplesPerSecond, Duration elapsed, Duration timeLeft) {

  /** For people: a row with the epoch's figures. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT, "epoch %d/%d  train %s", result.epoch(), epochs, result.train())
        + result.validation().map(v -> "  validation " + v).orElse("")
        + result.latents().map(EpochProgress::inUse).orElse("")
        + String.format(Locale.ROOT, "  %,.0f examples/s", examplesPerSecond);
  }

  private static String inUse(LatentSummary latents) {
    return "  "
        + latents.active()
        + " of "
        + latents.latents()
        + " latents active"
        + (latents.isCollapsed() ? ", the posterior has collapsed" : "");
  }
}
