package dev.cvae.condition;

import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A field whose value is a fixed number of finite numbers, given and reported in the user's units.
 * Networks see each standardised: (value − mean) / deviation.
 */
public final class VectorField implements Field {
  private final String name;
  private final double[] mean;
  private final double[] deviation;

  /**
   * A field with its standardisation.
   *
   * @param name the field's name
   * @param mean of each element in the training data
   * @param deviation the standard deviation of each, positive
   */
  public VectorField(String name, double[] mean, double[] deviation) {
    this.name = Names.ofField(name);
    this.mean = mean.clone();
    this.deviation = deviation.clone();
    if (mean.length == 0 || mean.length != deviation.length) {
      throw InvalidSettingException.of(
          "field " + name,
          "must have as many means as deviations, at least one",
          mean.length + " and " + deviation.length);
    }
    for (int i = 0; i < mean.length; i++) {
      new NumberField(name, mean[i], deviation[i]); // checks the ranges
    }
  }

  /**
   * A field of data, whose standardisation a fit will find.
   *
   * @param name the field's name
   * @param length how many numbers a value has
   */
  public VectorField(String name, int length) {
    this(name, new double[length(name, length)], ones(length));
  }

  private static int length(String name, int length) {
    if (length < 1) {
      throw InvalidSettingException.of("length of field " + name, "must be positive", length);
    }
    return length;
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * The mean of each element in the training data.
   *
   * @return a new array
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The standard deviation of each element in the training data.
   *
   * @return a new array
   */
  public double[] deviation() {
    return deviation.clone();
  }

  @Override
  public int width() {
    return mean.length;
  }

  @Override
  public int values() {
    return mean.length;
  }

  @Override
  public boolean store(Condition condition, Column column, int row) {
    return column.storeFinite(condition.numbers(name), row);
  }

  @Override
  public boolean fits(Column column, int row) {
    return column.isWithin(row, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  @Override
  public Condition addTo(Condition condition, Column column, int row) {
    return condition.and(name, column.row(row));
  }

  @Override
  public void write(Column column, int rows, FloatBuffer out, int offset, int stride) {
    column.write(
        rows, out, offset, stride, (i, value) -> (float) ((value - mean[i]) / deviation[i]));
  }

  @Override
  public boolean standardises() {
    return true;
  }

  @Override
  public Field standardised(double[] means, double[] deviations) {
    return new VectorField(name, means, deviations);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorField that
        && name.equals(that.name)
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(mean);
  }

  /** For messages: {@code site (3 numbers)}. */
  @Override
  public String toString() {
    return name + (mean.length == 1 ? " (1 number)" : " (" + mean.length + " numbers)");
  }
}
