package dev.cvae.training;

/** The learning rate as it is set: 1 at every step. */
public record ConstantSchedule() implements LearningRateSchedule {
  @Override
  public double factor(TrainingStep step) {
    return 1;
  }

  /** As users say it. */
  @Override
  public String toString() {
    return "constant";
  }
}
