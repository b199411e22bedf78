package dev.cvae.training;

/**
 * A line over n steps, (t + 1) / n with t steps done; then another schedule, for which step n is
 * the first and the steps left are all.
 *
 * @param steps n, 1 or more
 * @param then what follows
 */
public record WarmUpSchedule(long steps, LearningRateSchedule then)
    implements LearningRateSchedule {
  /** Checks the range. */
  public WarmUpSchedule {
    Range.count("steps of the warm-up", steps, TrainingSettings.MOST_STEPS);
  }

  @Override
  public double factor(TrainingStep step) {
    if (step.done() < steps) {
      return (step.done() + 1.0) / steps;
    }
    return then.factor(
        new TrainingStep(step.done() - steps, step.steps() - steps, step.epoch(), step.finished()));
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "warm-up over %s, then %s".formatted(steps == 1 ? "1 step" : steps + " steps", then);
  }
}
