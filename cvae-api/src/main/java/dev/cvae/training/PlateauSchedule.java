package dev.cvae.training;

/**
 * Smaller by a factor γ each time that the ELBO has not improved for some epochs; then these many
 * epochs must pass again. An improvement is more than {@code minDelta} above the best so far. The
 * ELBO is the validation data's, or the training data's if there are none.
 *
 * @param factor γ, in (0, 1)
 * @param patience how many epochs without improvement, 1 or more
 * @param minDelta in nats, 0 or more
 */
public record PlateauSchedule(double factor, int patience, double minDelta)
    implements LearningRateSchedule {
  /** Checks the ranges. */
  public PlateauSchedule {
    Range.share("factor", factor);
    Range.count("patience", patience, TrainingSettings.LARGEST);
    Range.notNegative("minDelta", minDelta);
  }

  @Override
  public double factor(TrainingStep step) {
    double best = Double.NEGATIVE_INFINITY;
    int waited = 0;
    int reductions = 0;
    for (EpochResult epoch : step.finished()) {
      waited++;
      if (epoch.monitored().elbo() > best + minDelta) {
        best = epoch.monitored().elbo();
        waited = 0;
      } else if (waited == patience) {
        reductions++;
        waited = 0;
      }
    }
    return StrictMath.pow(factor, reductions);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "times %s after %s".formatted(factor, Range.waiting(patience, minDelta));
  }
}
