package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Smaller by a factor γ after each of some epochs: γ^k, where k counts the milestones below the
 * epoch.
 *
 * <p>The schedule of Burda, Grosse &amp; Salakhutdinov (2016), 1e-3 · 10^(−i/7) for 3^i epochs, i =
 * 0 … 7, is {@code milestones(Math.pow(10, -1 / 7.0), 1, 4, 13, 40, 121, 364, 1093)}.
 *
 * @param factor γ, in (0, 1)
 * @param epochs the milestones, ascending, from 1
 */
public record MilestoneSchedule(double factor, List<Integer> epochs)
    implements LearningRateSchedule {
  /** Checks the ranges and copies the list. */
  public MilestoneSchedule {
    Range.share("factor", factor);
    epochs = List.copyOf(epochs);
    int before = 0;
    for (int epoch : epochs) {
      if (epoch <= before) {
        throw InvalidSettingException.of("milestones", "must be positive and ascending", epochs);
      }
      before = epoch;
    }
    if (epochs.isEmpty()) {
      throw InvalidSettingException.of("milestones", "must be at least one", epochs);
    }
  }

  @Override
  public double factor(TrainingStep step) {
    long passed = epochs.stream().filter(milestone -> milestone < step.epoch()).count();
    return StrictMath.pow(factor, (double) passed);
  }

  /** As users say it. */
  @Override
  public String toString() {
    String list = epochs.stream().map(Object::toString).collect(Collectors.joining(", "));
    return "times %s after epoch %s".formatted(factor, list);
  }
}
