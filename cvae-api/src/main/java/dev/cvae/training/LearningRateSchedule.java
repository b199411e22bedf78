package dev.cvae.training;

import java.util.Arrays;

/**
 * How the learning rate changes while a fit goes on: a factor for each step, by which the setting
 * {@code learningRate} is multiplied.
 *
 * <pre>{@code
 * .learningRateSchedule(LearningRateSchedule.cosine())
 * .learningRateSchedule(LearningRateSchedule.warmUp(500, LearningRateSchedule.cosine()))
 * .learningRateSchedule(LearningRateSchedule.milestones(0.1, 200, 350))
 * }</pre>
 *
 * <p>A pure function of where the fit stands and of the figures of its finished epochs, so that a
 * resumed fit goes on exactly. Immutable.
 */
public sealed interface LearningRateSchedule
    permits ConstantSchedule,
        StepSchedule,
        MilestoneSchedule,
        CosineSchedule,
        WarmUpSchedule,
        PlateauSchedule {
  /**
   * The factor for a step.
   *
   * @param step where the fit stands
   * @return what the learning rate is multiplied by, 0 to 1
   */
  double factor(TrainingStep step);

  /**
   * The learning rate as it is set, all along.
   *
   * @return the default
   */
  static LearningRateSchedule constant() {
    return new ConstantSchedule();
  }

  /**
   * Smaller by a factor every so many epochs; with 1 epoch, an exponential decay.
   *
   * @param factor in (0, 1)
   * @param epochs after how many epochs, again and again
   * @return the schedule
   */
  static LearningRateSchedule step(double factor, int epochs) {
    return new StepSchedule(factor, epochs);
  }

  /**
   * Smaller by a factor after each of some epochs. {@code milestones(0.1, 200, 350)} is 1 up to
   * epoch 200, 0.1 up to epoch 350, then 0.01.
   *
   * @param factor in (0, 1)
   * @param epochs after how many epochs, ascending
   * @return the schedule
   */
  static LearningRateSchedule milestones(double factor, int... epochs) {
    return new MilestoneSchedule(factor, Arrays.stream(epochs).boxed().toList());
  }

  /**
   * Half a cosine from 1 down to 0, over the whole fit.
   *
   * @return the schedule
   */
  static LearningRateSchedule cosine() {
    return cosine(0);
  }

  /**
   * Half a cosine from 1 down to a floor, over the whole fit.
   *
   * @param floor the last factor, in [0, 1)
   * @return the schedule
   */
  static LearningRateSchedule cosine(double floor) {
    return new CosineSchedule(floor);
  }

  /**
   * A line from almost 0 up to 1, then the learning rate as it is set.
   *
   * @param steps how long the line is
   * @return the schedule
   */
  static LearningRateSchedule warmUp(long steps) {
    return warmUp(steps, constant());
  }

  /**
   * A line from almost 0 up to 1, then another schedule over the steps that are left.
   *
   * @param steps how long the line is
   * @param then what follows
   * @return the schedule
   */
  static LearningRateSchedule warmUp(long steps, LearningRateSchedule then) {
    return new WarmUpSchedule(steps, then);
  }

  /**
   * Smaller by a factor each time that the ELBO has not improved for some epochs: the validation
   * data's, or the training data's if there are none.
   *
   * @param factor in (0, 1)
   * @param patience how many epochs without improvement
   * @return the schedule
   */
  static LearningRateSchedule plateau(double factor, int patience) {
    return new PlateauSchedule(factor, patience, 0);
  }
}
