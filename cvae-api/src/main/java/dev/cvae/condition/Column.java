package dev.cvae.condition;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One field's values of many rows: codes for categories, floats in the user's units for all else.
 * What a row lacks is marked in place: code −1, or nothing but NaN. A new column lacks all.
 *
 * <p>The arrays are live; one thread at a time while they are written.
 */
public final class Column {
  /** The code of a category that is missing. */
  public static final int MISSING = -1;

  private final Field field;
  private final int[] codes; // (rows) of a field without floats
  private final float[] values; // (rows, field's values)

  /**
   * A column in which every value is missing.
   *
   * @param field whose values it will hold
   * @param rows how many
   */
  public Column(Field field, int rows) {
    this.field = field;
    this.codes = new int[field.values() == 0 ? rows : 0];
    this.values = new float[Math.multiplyExact(rows, field.values())];
    Arrays.fill(codes, MISSING);
    Arrays.fill(values, Float.NaN);
  }

  /**
   * Whose values these are.
   *
   * @return the field
   */
  public Field field() {
    return field;
  }

  /**
   * The codes of a category field.
   *
   * @return the live array, one a row; empty for a field that has floats
   */
  public int[] codes() {
    return codes;
  }

  /**
   * The floats of any other field.
   *
   * @return the live array, {@link Field#values()} a row; empty for a field that has codes
   */
  public float[] values() {
    return values;
  }

  /**
   * How many rows there are.
   *
   * @return the number of rows
   */
  public int rows() {
    return field.values() == 0 ? codes.length : values.length / field.values();
  }

  /**
   * Whether a row lacks this field.
   *
   * @param row the row
   * @return true if it does
   */
  public boolean isMissing(int row) {
    int size = field.values();
    if (size == 0) {
      return codes[row] == MISSING;
    }
    for (int i = row * size; i < (row + 1) * size; i++) {
      if (!Float.isNaN(values[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes this field's value from a row.
   *
   * @param row the row
   */
  public void blank(int row) {
    int size = field.values();
    if (size == 0) {
      codes[row] = MISSING;
    } else {
      Arrays.fill(values, row * size, (row + 1) * size, Float.NaN);
    }
  }

  /**
   * Copies one row's value, or that it is missing.
   *
   * @param row the row
   * @param to a column of a field that {@linkplain Field#accepts accepts} this one's
   * @param toRow that column's row
   * @throws dev.cvae.error.InvalidConditionException if the other field has no category of this
   *     name
   */
  public void copy(int row, Column to, int toRow) {
    field.copy(this, row, to, toRow);
  }

  /**
   * This column's values at other rows; the rows between are missing.
   *
   * @param at where each row goes
   * @return a new column, long enough for them
   */
  public Column scattered(int[] at) {
    Column column = new Column(field, 1 + Arrays.stream(at).max().orElse(-1));
    for (int row = 0; row < at.length; row++) {
      copy(row, column, at[row]);
    }
    return column;
  }

  float[] row(int row) {
    return Arrays.copyOfRange(values, row * field.values(), (row + 1) * field.values());
  }

  int[] whichAreOne(int row) {
    int size = field.values();
    return IntStream.range(0, size).filter(i -> values[row * size + i] == 1).toArray();
  }

  boolean isWithin(int row, float lowest, float highest) {
    int size = field.values();
    for (int i = row * size; i < (row + 1) * size; i++) {
      if (!(values[i] >= lowest && values[i] <= highest)) {
        return false;
      }
    }
    return true;
  }

  /** Stores finite numbers; false if there are more or fewer than a row has, or one is not. */
  boolean storeFinite(float[] numbers, int row) {
    if (numbers.length != field.values()) {
      return false;
    }
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    System.arraycopy(numbers, 0, values, row * numbers.length, numbers.length);
    return true;
  }

  /** What networks see of the i-th float of a row. */
  interface Input {
    float of(int i, float value);
  }

  void write(int rows, FloatBuffer out, int offset, int stride, Input input) {
    int size = field.values();
    for (int row = 0; row < rows; row++) {
      if (!isMissing(row)) {
        for (int i = 0; i < size; i++) {
          out.put(row * stride + offset + i, input.of(i, values[row * size + i]));
        }
      }
    }
  }
}
