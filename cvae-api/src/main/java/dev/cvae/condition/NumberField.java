package dev.cvae.condition;

import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;

/**
 * A field whose value is a finite number, given and reported in the user's units. Networks see it
 * standardised: (value − mean) / deviation.
 *
 * @param name the field's name
 * @param mean of the training data
 * @param deviation the standard deviation of the training data, positive
 */
public record NumberField(String name, double mean, double deviation) implements Field {
  /** Checks the ranges. */
  public NumberField {
    Names.ofField(name);
    if (!Double.isFinite(mean)) {
      throw InvalidSettingException.of("mean of field " + name, "must be finite", mean);
    }
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of(
          "deviation of field " + name, "must be positive and finite", deviation);
    }
  }

  /**
   * A field of data, whose standardisation a fit will find.
   *
   * @param name the field's name
   */
  public NumberField(String name) {
    this(name, 0, 1);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public int values() {
    return 1;
  }

  @Override
  public boolean store(Condition condition, Column column, int row) {
    return column.storeFinite(condition.numbers(name), row);
  }

  @Override
  public boolean fits(Column column, int row) {
    return Float.isFinite(column.values()[row]);
  }

  @Override
  public Condition addTo(Condition condition, Column column, int row) {
    return condition.and(name, column.values()[row]);
  }

  @Override
  public void write(Column column, int rows, FloatBuffer out, int offset, int stride) {
    column.write(rows, out, offset, stride, (i, value) -> (float) ((value - mean) / deviation));
  }

  @Override
  public boolean standardises() {
    return true;
  }

  @Override
  public Field standardised(double[] means, double[] deviations) {
    return new NumberField(name, means[0], deviations[0]);
  }

  /** For messages: {@code angle (a number)}. */
  @Override
  public String toString() {
    return name + " (a number)";
  }
}
