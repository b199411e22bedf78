package dev.cvae.scaling;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidSettingException;
import java.util.List;

/**
 * How a fit is to scale its data, feature by feature. The numbers are found once, in the training
 * data, and kept in the model's file; the model scales what goes in and undoes it on what comes
 * out, so that its users see their own units.
 *
 * <pre>{@code
 * Cvae.builder().latent(8).reconstructionLoss(ReconstructionLoss.MSE).scaling(Scaling.standardised())
 * }</pre>
 *
 * <p>A table of several kinds of columns takes {@link #mixed}. Figures in nats are those of the
 * scaled data ({@link FittedScaling#logJacobian} brings those of densities to the data's units). A
 * feature that never changes comes out as it was. Immutable; any thread may use it.
 */
public final class Scaling {
  private static final Scaling NONE = new Scaling("none", (features, rows) -> UnscaledFit.INSTANCE);

  private final String name;
  private final ScalingFit.Start start;

  private Scaling(String name, ScalingFit.Start start) {
    this.name = name;
    this.start = start;
  }

  /**
   * One part of a {@link #mixed(Part...)} scaling.
   *
   * @param scaling of these features
   * @param features how many neighbouring features it is for, at least 1
   */
  public record Part(Scaling scaling, int features) {
    /** Checks the number. */
    public Part {
      if (features < 1) {
        throw InvalidSettingException.of(
            "features of a part of the scaling", "must be positive", features);
      }
    }

    /** As users write it. */
    @Override
    public String toString() {
      return scaling + " on " + features;
    }
  }

  /**
   * Data as it is; the default.
   *
   * @return the scaling
   */
  public static Scaling none() {
    return NONE;
  }

  /**
   * Each feature with mean 0 and standard deviation 1: (value − mean) / deviation. For likelihoods
   * of any numbers, such as MSE.
   *
   * @return the scaling
   */
  public static Scaling standardised() {
    return new Scaling("standardised", (features, rows) -> new StandardisedFit(features));
  }

  /**
   * Each feature from 0 to 1: (value − least) / (greatest − least). Values beyond those of the
   * training data come to lie outside.
   *
   * @return the scaling
   */
  public static Scaling minMax() {
    return new Scaling("min-max", (features, rows) -> new MinMaxFit(features));
  }

  /**
   * Each feature by its distribution function, uniform in [0, 1]; see {@link QuantileScaling}.
   *
   * @return the scaling
   */
  public static Scaling uniformQuantiles() {
    return quantiles("uniform quantiles", QuantileScaling.Target.UNIFORM);
  }

  /**
   * Each feature by its distribution function, to N(0, 1): for skewed or long-tailed features; see
   * {@link QuantileScaling}.
   *
   * @return the scaling
   */
  public static Scaling normalQuantiles() {
    return quantiles("normal quantiles", QuantileScaling.Target.NORMAL);
  }

  private static Scaling quantiles(String name, QuantileScaling.Target target) {
    return new Scaling(name, (features, rows) -> new QuantileFit(target, features, rows));
  }

  /**
   * One scaling for the first features, another for the next ones, and so on: for tables of several
   * kinds of columns, as {@link dev.cvae.likelihood.ReconstructionLoss#mixed} is.
   *
   * <pre>{@code
   * Scaling.mixed(
   *     Scaling.standardised().on(5),   // columns 0..4 are numbers
   *     Scaling.none().on(6))           // 5..10 are 0 or 1, and stay so
   * }</pre>
   *
   * @param parts in the order of the features; together as many as a row has
   * @return the scaling
   */
  public static Scaling mixed(Part... parts) {
    List<Part> list = List.of(parts);
    if (list.isEmpty()) {
      throw InvalidSettingException.of("parts of a mixed scaling", "must be at least one", list);
    }
    return new Scaling("mixed " + list, (features, rows) -> new MixedFit(list, features, rows));
  }

  /**
   * This scaling for some of a row's features, as a part of a {@link #mixed(Part...)} one.
   *
   * @param features how many neighbouring features, at least 1
   * @return the part
   */
  public Part on(int features) {
    return new Part(this, features);
  }

  /**
   * Finds the numbers in one pass. Quantiles are those of evenly spaced rows, where all rows would
   * be more than 2²⁴ values.
   *
   * @param data the training data, all of it finite
   * @return the fitted scaling
   * @throws InvalidSettingException if the parts of a mixed scaling are not as many features as a
   *     row has
   */
  public FittedScaling fit(DataSource data) {
    ScalingFit fit = start(data.shape().size(), data.size());
    if (this != NONE) {
      eachRow(data, fit);
    }
    return fit.fitted();
  }

  ScalingFit start(int features, long rows) {
    return start.of(features, rows);
  }

  private static void eachRow(DataSource data, ScalingFit fit) {
    float[] row = new float[data.shape().size()];
    Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rows(); i++) {
          batch.x().get(i * row.length, row);
          fit.add(row);
        }
      }
    }
  }

  /** For messages: {@code standardised}. */
  @Override
  public String toString() {
    return name;
  }
}
