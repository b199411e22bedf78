package dev.cvae.training;

/**
 * Half a cosine over the fit (Loshchilov &amp; Hutter 2017, equation 5, without restarts): with t
 * of T steps done, floor + (1 − floor) · ½ (1 + cos(π t / T)).
 *
 * @param floor where it ends, in [0, 1)
 */
public record CosineSchedule(double floor) implements LearningRateSchedule {
  /** Checks the range. */
  public CosineSchedule {
    Range.fraction("floor", floor);
  }

  @Override
  public double factor(TrainingStep step) {
    double share = Math.min(1, (double) step.done() / step.steps());
    return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * share));
  }

  /** As users say it. */
  @Override
  public String toString() {
    return floor == 0 ? "cosine, down to 0" : "cosine, down to %s of the rate".formatted(floor);
  }
}
