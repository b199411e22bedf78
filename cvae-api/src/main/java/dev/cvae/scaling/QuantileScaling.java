package dev.cvae.scaling;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * Each feature by its own distribution function, linear between knots: whatever the training data's
 * distribution, that of the scaled data is the target's.
 *
 * <p>Knot i of K is the data's quantile at a share p; its level is the target's. For {@link
 * Target#UNIFORM}, p = i / (K − 1), and values beyond the training data's become 0 or 1. For {@link
 * Target#NORMAL}, p = (i + ½) / K, and the map goes on in a straight line beyond its outermost
 * knots. Where several knots coincide, the value there has the mean of their levels.
 */
public final class QuantileScaling implements FittedScaling {
  /** What the scaled data is distributed like. */
  public enum Target {
    /** Uniform in [0, 1]. */
    UNIFORM,
    /** N(0, 1). */
    NORMAL;

    /** The share of the data that lies under knot i. */
    double share(int i, int knots) {
      return this == UNIFORM ? i / (knots - 1.0) : (i + 0.5) / knots;
    }

    /** The level of knot i. */
    double level(int i, int knots) {
      double share = share(i, knots);
      return this == UNIFORM ? share : RandomStream.normalQuantile(share);
    }
  }

  private final Target target;
  private final double[][] knots; // (feature, knot), ascending
  private final double[] levels; // (knot), ascending strictly

  /**
   * A scaling by given knots.
   *
   * @param target what the scaled data is distributed like
   * @param knots for each feature its quantiles, ascending, at least 2 and as many for each
   */
  public QuantileScaling(Target target, double[][] knots) {
    this.target = target;
    this.knots = new double[knots.length][];
    int count = knots.length == 0 ? 2 : knots[0].length;
    for (int feature = 0; feature < knots.length; feature++) {
      this.knots[feature] = knots[feature].clone();
      check(feature, knots[feature], count);
    }
    levels = new double[count];
    Arrays.setAll(levels, i -> target.level(i, count));
  }

  private static void check(int feature, double[] knots, int count) {
    if (knots.length != count || count < 2) {
      throw InvalidSettingException.of(
          "knots of feature " + feature, "must be at least 2, and as many for each", knots.length);
    }
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(knots[i]) || (i > 0 && knots[i] < knots[i - 1])) {
        throw InvalidSettingException.of(
            "knots of feature " + feature, "must be finite and ascending", knots[i]);
      }
    }
  }

  /**
   * What the scaled data is distributed like.
   *
   * @return the target
   */
  public Target target() {
    return target;
  }

  /**
   * The quantiles of each feature.
   *
   * @return new arrays, (features, knots)
   */
  public double[][] knots() {
    return Arrays.stream(knots).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * What the knots become, the same for each feature.
   *
   * @return a new array, ascending
   */
  public double[] levels() {
    return levels.clone();
  }

  @Override
  public boolean fits(int features) {
    return features == knots.length;
  }

  @Override
  public void scale(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Float.isFinite(row[i]) ? (float) level(knots[i], row[i]) : row[i];
    }
  }

  @Override
  public void undo(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) value(knots[i], row[i]);
    }
  }

  /** There is none: each value has a slope of its own. */
  @Override
  public double logJacobian() {
    throw InvalidSettingException.of(
        "scaling", "must have the same slope at each value to have a log-Jacobian", this);
  }

  private double level(double[] q, double value) {
    int last = q.length - 1;
    if (value < q[0]) {
      return target == Target.UNIFORM ? 0 : levels[0] + (value - q[0]) * slope(q);
    }
    if (value > q[last]) {
      return target == Target.UNIFORM ? 1 : levels[last] + (value - q[last]) * slope(q);
    }
    int below = countBelow(q, value); //      q[below - 1] < value <= q[below]
    int upTo = countUpTo(q, value); //        q[upTo - 1] <= value < q[upTo]
    return below < upTo
        ? (levels[below] + levels[upTo - 1]) / 2 // at a knot, or at several
        : interpolate(value, q, levels, below - 1);
  }

  private double value(double[] q, double level) {
    int last = q.length - 1;
    if (level <= levels[0]) {
      return target == Target.UNIFORM ? q[0] : q[0] + (level - levels[0]) / slope(q);
    }
    if (level >= levels[last]) {
      return target == Target.UNIFORM ? q[last] : q[last] + (level - levels[last]) / slope(q);
    }
    return interpolate(level, levels, q, countUpTo(levels, level) - 1);
  }

  /** Of the line from the first knot to the last. */
  private double slope(double[] q) {
    int last = q.length - 1;
    return q[last] > q[0] ? (levels[last] - levels[0]) / (q[last] - q[0]) : 1;
  }

  private static double interpolate(double at, double[] from, double[] to, int segment) {
    double share = (at - from[segment]) / (from[segment + 1] - from[segment]);
    return to[segment] + share * (to[segment + 1] - to[segment]);
  }

  private static int countBelow(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int countUpTo(double[] ascending, double value) {
    return countBelow(ascending, Math.nextUp(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileScaling that
        && target == that.target
        && Arrays.deepEquals(knots, that.knots);
  }

  @Override
  public int hashCode() {
    return 31 * target.hashCode() + Arrays.deepHashCode(knots);
  }

  @Override
  public String toString() {
    return "quantiles of " + (knots.length == 1 ? "1 feature" : knots.length + " features");
  }
}
