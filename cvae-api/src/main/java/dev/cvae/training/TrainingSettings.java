package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.objective.Objective;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The settings of a fit, apart from the model's description; docs/training.md tells of each. Every
 * method with an argument returns a changed copy. Immutable.
 *
 * @param objective what is maximised
 * @param optimiser the rule
 * @param learningRate its step size, positive and finite
 * @param learningRateSchedule how it changes while the fit goes on
 * @param clipGradientNorm the greatest norm of all weights' gradients together, positive; longer
 *     ones are scaled down to it
 * @param batchSize examples a step, 1 to 1,048,576
 * @param epochs passes over the data, at most; 1 to 1,048,576
 * @param steps batches, at most
 * @param timeLimit how long, at most; where the fit ends then depends on the clock
 * @param validationSplit the share of the data that is held out for validation, in (0, 1)
 * @param earlyStopping when the validation data end the fit
 * @param bestWeights whether the model gets the weights after the best epoch, or the last ones
 * @param precision in what matrices are multiplied
 * @param seed starts initial weights, shuffles, noise and the split
 */
public record TrainingSettings(
    Objective objective,
    Optimiser optimiser,
    double learningRate,
    LearningRateSchedule learningRateSchedule,
    OptionalDouble clipGradientNorm,
    int batchSize,
    int epochs,
    OptionalLong steps,
    Optional<Duration> timeLimit,
    OptionalDouble validationSplit,
    Optional<EarlyStopping> earlyStopping,
    boolean bestWeights,
    Precision precision,
    long seed) {
  static final int LARGEST = 1 << 20;
  static final long MOST_STEPS = 1L << 40;

  private static final TrainingSettings DEFAULTS =
      new TrainingSettings(
          Objective.elbo(),
          Optimiser.adam(),
          1e-3,
          LearningRateSchedule.constant(),
          OptionalDouble.empty(),
          128,
          10,
          OptionalLong.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          false,
          Precision.FLOAT32,
          0);

  /** Checks the ranges. */
  public TrainingSettings {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(learningRateSchedule, "learningRateSchedule");
    Objects.requireNonNull(precision, "precision");
    Range.positive("learningRate", learningRate);
    clipGradientNorm.ifPresent(norm -> Range.positive("clipGradientNorm", norm));
    Range.count("batchSize", batchSize, LARGEST);
    Range.count("epochs", epochs, LARGEST);
    steps.ifPresent(count -> Range.count("steps", count, MOST_STEPS));
    timeLimit.ifPresent(limit -> requirePositive("timeLimit", limit));
    validationSplit.ifPresent(share -> Range.share("validationSplit", share));
  }

  static void requirePositive(String setting, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw InvalidSettingException.of(setting, "must be positive", duration);
    }
  }

  /**
   * The article's: Adam at 1e-3, batches of 128, 10 epochs, seed 0, and nothing else.
   *
   * @return the settings
   */
  public static TrainingSettings defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another objective.
   *
   * @param bound what is maximised
   * @return a changed copy
   */
  public TrainingSettings objective(Objective bound) {
    return with(draft -> draft.objective = bound);
  }

  /**
   * With another optimiser.
   *
   * @param rule the rule
   * @return a changed copy
   */
  public TrainingSettings optimiser(Optimiser rule) {
    return with(draft -> draft.optimiser = rule);
  }

  /**
   * With another learning rate.
   *
   * @param rate positive and finite
   * @return a changed copy
   */
  public TrainingSettings learningRate(double rate) {
    return with(draft -> draft.learningRate = rate);
  }

  /**
   * With another schedule of the learning rate.
   *
   * @param schedule how it changes
   * @return a changed copy
   */
  public TrainingSettings learningRateSchedule(LearningRateSchedule schedule) {
    return with(draft -> draft.learningRateSchedule = schedule);
  }

  /**
   * With gradients clipped.
   *
   * @param norm the greatest norm, positive and finite
   * @return a changed copy
   */
  public TrainingSettings clipGradientNorm(double norm) {
    return with(draft -> draft.clipGradientNorm = OptionalDouble.of(norm));
  }

  /**
   * With another batch size.
   *
   * @param examples 1 to 1,048,576
   * @return a changed copy
   */
  public TrainingSettings batchSize(int examples) {
    return with(draft -> draft.batchSize = examples);
  }

  /**
   * With another number of epochs at most.
   *
   * @param most 1 to 1,048,576
   * @return a changed copy
   */
  public TrainingSettings epochs(int most) {
    return with(draft -> draft.epochs = most);
  }

  /**
   * With as many epochs as there may be, for a fit that something else ends.
   *
   * @return a changed copy
   */
  public TrainingSettings anyEpochs() {
    return epochs(LARGEST);
  }

  /**
   * With a number of steps at most.
   *
   * @param most 1 or more
   * @return a changed copy
   */
  public TrainingSettings steps(long most) {
    return with(draft -> draft.steps = OptionalLong.of(most));
  }

  /**
   * With a limit of time.
   *
   * @param limit more than nothing
   * @return a changed copy
   */
  public TrainingSettings timeLimit(Duration limit) {
    return with(draft -> draft.timeLimit = Optional.of(limit));
  }

  /**
   * With a share of the data held out.
   *
   * @param share in (0, 1)
   * @return a changed copy
   */
  public TrainingSettings validationSplit(double share) {
    return with(draft -> draft.validationSplit = OptionalDouble.of(share));
  }

  /**
   * With early stopping.
   *
   * @param rule when
   * @return a changed copy
   */
  public TrainingSettings earlyStopping(EarlyStopping rule) {
    return with(draft -> draft.earlyStopping = Optional.of(rule));
  }

  /**
   * With the best epoch's weights, or the last ones.
   *
   * @param best whether the best ones
   * @return a changed copy
   */
  public TrainingSettings bestWeights(boolean best) {
    return with(draft -> draft.bestWeights = best);
  }

  /**
   * With matrices multiplied in another precision.
   *
   * @param products of matrices
   * @return a changed copy
   */
  public TrainingSettings precision(Precision products) {
    return with(draft -> draft.precision = products);
  }

  /**
   * With another seed.
   *
   * @param start any number
   * @return a changed copy
   */
  public TrainingSettings seed(long start) {
    return with(draft -> draft.seed = start);
  }

  private TrainingSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** The settings while one of them changes. */
  private static final class Draft {
    private Objective objective;
    private Optimiser optimiser;
    private double learningRate;
    private LearningRateSchedule learningRateSchedule;
    private OptionalDouble clipGradientNorm;
    private int batchSize;
    private int epochs;
    private OptionalLong steps;
    private Optional<Duration> timeLimit;
    private OptionalDouble validationSplit;
    private Optional<EarlyStopping> earlyStopping;
    private boolean bestWeights;
    private Precision precision;
    private long seed;

    Draft(TrainingSettings from) {
      objective = from.objective;
      optimiser = from.optimiser;
      learningRate = from.learningRate;
      learningRateSchedule = from.learningRateSchedule;
      clipGradientNorm = from.clipGradientNorm;
      batchSize = from.batchSize;
      epochs = from.epochs;
      steps = from.steps;
      timeLimit = from.timeLimit;
      validationSplit = from.validationSplit;
      earlyStopping = from.earlyStopping;
      bestWeights = from.bestWeights;
      precision = from.precision;
      seed = from.seed;
    }

    TrainingSettings settings() {
      return new TrainingSettings(
          objective,
          optimiser,
          learningRate,
          learningRateSchedule,
          clipGradientNorm,
          batchSize,
          epochs,
          steps,
          timeLimit,
          validationSplit,
          earlyStopping,
          bestWeights,
          precision,
          seed);
    }
  }
}
