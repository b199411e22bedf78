package dev.cvae.training;

/**
 * Smaller by a factor γ every n epochs: γ^⌊(epoch − 1) / n⌋.
 *
 * @param factor γ, in (0, 1)
 * @param epochs n, 1 or more
 */
public record StepSchedule(double factor, int epochs) implements LearningRateSchedule {
  /** Checks the ranges. */
  public StepSchedule {
    Range.share("factor", factor);
    Range.count("epochs of the schedule", epochs, TrainingSettings.LARGEST);
  }

  @Override
  public double factor(TrainingStep step) {
    int times = (step.epoch() - 1) / epochs;
    return StrictMath.pow(factor, times);
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "times %s every %s".formatted(factor, epochs == 1 ? "epoch" : epochs + " epochs");
  }
}
