package dev.cvae.condition;

import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;

/**
 * A field whose value is an image with values in [0, 1], channel after channel, row by row.
 * Networks see the values as they are.
 *
 * @param name the field's name
 * @param channels how many, at least 1
 * @param rows the height in pixels, at least 1
 * @param columns the width in pixels, at least 1
 */
public record ImageField(String name, int channels, int rows, int columns) implements Field {
  /** Checks the ranges. */
  public ImageField {
    Names.ofField(name);
    long size = (long) channels * rows;
    if (channels < 1 || rows < 1 || columns < 1 || size * columns > Integer.MAX_VALUE) {
      throw InvalidSettingException.of(
          "image of field " + name,
          "must have positive dimensions and less than 2^31 values",
          "%d×%d×%d".formatted(channels, rows, columns));
    }
  }

  @Override
  public int width() {
    return channels * rows * columns;
  }

  @Override
  public int values() {
    return width();
  }

  @Override
  public boolean accepts(Field other) {
    return other instanceof ImageField that
        && channels == that.channels
        && rows == that.rows
        && columns == that.columns;
  }

  @Override
  public boolean store(Condition condition, Column column, int row) {
    return column.storeFinite(condition.numbers(name), row) && fits(column, row);
  }

  @Override
  public boolean fits(Column column, int row) {
    return column.isWithin(row, 0, 1);
  }

  @Override
  public Condition addTo(Condition condition, Column column, int row) {
    return condition.and(name, column.row(row));
  }

  @Override
  public void write(Column column, int count, FloatBuffer out, int offset, int stride) {
    column.write(count, out, offset, stride, (i, value) -> value);
  }

  /** For messages: {@code outline (an image of 1×28×28, in [0, 1])}. */
  @Override
  public String toString() {
    return "%s (an image of %d×%d×%d, in [0, 1])".formatted(name, channels, rows, columns);
  }
}
