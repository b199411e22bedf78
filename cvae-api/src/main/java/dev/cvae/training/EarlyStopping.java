package dev.cvae.training;

import java.util.List;

/**
 * Ends a fit when the ELBO of the validation data has not improved for some epochs. An improvement
 * is more than {@code minDelta} above the best so far.
 *
 * @param patience how many epochs without improvement, 1 or more
 * @param minDelta in nats, 0 or more
 */
public record EarlyStopping(int patience, double minDelta) {
  /** Checks the ranges. */
  public EarlyStopping {
    Range.count("patience", patience, TrainingSettings.LARGEST);
    Range.notNegative("minDelta", minDelta);
  }

  /**
   * Whether a fit has waited long enough.
   *
   * @param finished the epochs so far, with validation figures
   * @return true if it should end
   */
  public boolean enough(List<EpochResult> finished) {
    double best = Double.NEGATIVE_INFINITY;
    int waited = 0;
    for (EpochResult epoch : finished) {
      waited++;
      if (epoch.monitored().elbo() > best + minDelta) {
        best = epoch.monitored().elbo();
        waited = 0;
      }
    }
    return waited >= patience;
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "after " + Range.waiting(patience, minDelta);
  }
}
