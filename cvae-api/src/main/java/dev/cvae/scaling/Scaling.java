package dev.cvae.scaling;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Moments;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How a fit is to scale its data, feature by feature. The numbers are found once, in the training
 * data, and kept in the model's file; the model scales what goes in and undoes it on what comes
 * out, so that its users see their own units.
 *
 * <pre>{@code
 * Cvae.builder().latent(8).reconstructionLoss(ReconstructionLoss.MSE).scaling(Scaling.standardised())
 * }</pre>
 *
 * <p>Figures in nats are those of the scaled data. A feature that never changes comes out as it
 * was. Immutable; any thread may use it.
 */
public final class Scaling {
  private static final int KNOTS = 128;
  private static final long SAMPLED_VALUES = 1 << 24; // 64 MiB

  private static final Scaling NONE = new Scaling("none", data -> FittedScaling.none());

  private final String name;
  private final Function<DataSource, FittedScaling> fit;

  private Scaling(String name, Function<DataSource, FittedScaling> fit) {
    this.name = name;
    this.fit = fit;
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
    return new Scaling("standardised", Scaling::standardise);
  }

  /**
   * Each feature from 0 to 1: (value − least) / (greatest − least). Values beyond those of the
   * training data come to lie outside.
   *
   * @return the scaling
   */
  public static Scaling minMax() {
    return new Scaling("min-max", Scaling::toUnit);
  }

  /**
   * Each feature by its distribution function, uniform in [0, 1]; see {@link QuantileScaling}.
   *
   * @return the scaling
   */
  public static Scaling uniformQuantiles() {
    return new Scaling("uniform quantiles", d -> quantiles(d, QuantileScaling.Target.UNIFORM));
  }

  /**
   * Each feature by its distribution function, to N(0, 1): for skewed or long-tailed features; see
   * {@link QuantileScaling}.
   *
   * @return the scaling
   */
  public static Scaling normalQuantiles() {
    return new Scaling("normal quantiles", d -> quantiles(d, QuantileScaling.Target.NORMAL));
  }

  /**
   * Finds the numbers in one pass. Quantiles are those of evenly spaced rows, where all rows would
   * be more than 2²⁴ values.
   *
   * @param data the training data, all of it finite, or NaN for what is missing, which is not
   *     counted
   * @return the fitted scaling
   */
  public FittedScaling fit(DataSource data) {
    return fit.apply(data);
  }

  private static FittedScaling standardise(DataSource data) {
    Moments moments = new Moments(data.shape().size());
    eachRow(data, (number, row) -> moments.add(row, 0));
    return new AffineScaling(moments.mean(), moments.deviation());
  }

  private static FittedScaling toUnit(DataSource data) {
    double[] least = new double[data.shape().size()];
    double[] greatest = new double[least.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    eachRow(
        data,
        (number, row) -> {
          for (int i = 0; i < row.length; i++) { // comparisons with NaN are false
            least[i] = row[i] < least[i] ? row[i] : least[i];
            greatest[i] = row[i] > greatest[i] ? row[i] : greatest[i];
          }
        });
    double[] range = new double[least.length];
    Arrays.setAll(range, i -> greatest[i] > least[i] ? greatest[i] - least[i] : 1);
    Arrays.setAll(least, i -> Double.isFinite(least[i]) ? least[i] : 0); // all missing
    return new AffineScaling(least, range);
  }

  private static FittedScaling quantiles(DataSource data, QuantileScaling.Target target) {
    int features = data.shape().size();
    long every = 1 + data.size() * features / SAMPLED_VALUES;
    float[][] sorted = new float[features][(int) ((data.size() + every - 1) / every)];
    eachRow(
        data,
        (number, row) -> {
          for (int i = 0; i < features && number % every == 0; i++) {
            sorted[i][(int) (number / every)] = row[i];
          }
        });
    double[][] knots = new double[features][KNOTS];
    for (int i = 0; i < features; i++) {
      float[] values = observedSorted(sorted[i]);
      for (int knot = 0; knot < KNOTS && values.length > 0; knot++) {
        knots[i][knot] = quantile(values, target, knot);
      }
    }
    return new QuantileScaling(target, knots);
  }

  private static float[] observedSorted(float[] values) {
    Arrays.sort(values);
    int count = values.length;
    while (count > 0 && Float.isNaN(values[count - 1])) { // NaN is sorted to the end
      count--;
    }
    return Arrays.copyOf(values, count);
  }

  /** A sample's quantile, linear between its values. */
  private static double quantile(float[] sorted, QuantileScaling.Target target, int knot) {
    double share = target.share(knot, KNOTS);
    double place =
        target == QuantileScaling.Target.UNIFORM
            ? share * (sorted.length - 1)
            : Math.max(0, Math.min(sorted.length - 1, share * sorted.length - 0.5));
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
  }

  /** Takes each row in turn, with its number. */
  private interface RowConsumer {
    void accept(long number, float[] row);
  }

  private static void eachRow(DataSource data, RowConsumer consumer) {
    float[] row = new float[data.shape().size()];
    Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
    long number = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rows(); i++) {
          batch.x().get(i * row.length, row);
          consumer.accept(number++, row);
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
