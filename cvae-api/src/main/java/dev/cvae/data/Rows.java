package dev.cvae.data;

import dev.cvae.error.InvalidDataException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Values as they are stored, by row; they become floats when a batch is filled. Immutable. */
@SuppressWarnings(
    "ArrayRecordComponent") // the arrays are the data: never handed out, never compared
sealed interface Rows {
  /** Writes one row at the buffer's position. */
  void fill(int row, FloatBuffer out);

  /** Whether no value can lie outside [0, 1]. */
  boolean withinUnit();

  /** One flat array of arrays that must all be of one length. */
  static Floats of(float[][] rows) {
    if (rows.length == 0) {
      throw new InvalidDataException("data must have at least one row, had none");
    }
    int features = rows[0].length;
    if (features == 0) {
      throw new InvalidDataException("rows must have at least one value, row 0 has none");
    }
    if ((long) rows.length * features > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "data must have less than 2^31 values, had %d rows of %d"
              .formatted(rows.length, features));
    }
    float[] flat = new float[rows.length * features];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != features) {
        throw new InvalidDataException(
            "rows must all have the same length, row 0 has %d values and row %d has %d"
                .formatted(features, row, rows[row].length));
      }
      System.arraycopy(rows[row], 0, flat, row * features, features);
    }
    return new Floats(flat, features);
  }

  /** How many rows of a shape so many values are. */
  static int count(int values, Shape shape) {
    if (values == 0 || values % shape.size() != 0) {
      throw new InvalidDataException(
          "number of values must be a positive multiple of %d (shape %s), was %d"
              .formatted(shape.size(), shape, values));
    }
    return values / shape.size();
  }

  /** Weights by stored row, scaled to an average of 1 over the rows that they are given for. */
  static float[] weights(float[] perRow, int[] storedRows) {
    double sum = 0;
    for (int row = 0; row < perRow.length; row++) {
      if (!(perRow[row] >= 0 && perRow[row] <= Float.MAX_VALUE)) {
        throw new InvalidDataException(
            "weights must be finite and not negative, was %s in row %d"
                .formatted(perRow[row], row));
      }
      sum += perRow[row];
    }
    if (sum == 0) {
      throw new InvalidDataException("weights must not all be 0, were");
    }
    float[] byStoredRow = new float[1 + Arrays.stream(storedRows).max().orElse(0)];
    for (int row = 0; row < perRow.length; row++) {
      byStoredRow[storedRows[row]] = (float) (perRow[row] * perRow.length / sum);
    }
    return byStoredRow;
  }

  /** Floats as given; (rows, features) flat. */
  record Floats(float[] values, int features) implements Rows {
    @Override
    public void fill(int row, FloatBuffer out) {
      out.put(values, row * features, features);
    }

    @Override
    public boolean withinUnit() {
      return false;
    }
  }

  /** Bytes 0..255 that stand for 0..1; (rows, features) flat. */
  record Bytes(byte[] values, int features) implements Rows {
    private static final float[] SCALED = new float[256];

    static {
      for (int i = 0; i < 256; i++) {
        SCALED[i] = i / 255f;
      }
    }

    @Override
    public void fill(int row, FloatBuffer out) {
      int start = row * features;
      for (int i = start; i < start + features; i++) {
        out.put(SCALED[values[i] & 0xFF]);
      }
    }

    @Override
    public boolean withinUnit() {
      return true;
    }
  }

  /** Another one's values as 1 above a threshold and 0 up to it. */
  record Thresholded(Rows rows, int features, float threshold) implements Rows {
    @Override
    public void fill(int row, FloatBuffer out) {
      int start = out.position();
      rows.fill(row, out);
      for (int i = start; i < start + features; i++) {
        float value = out.get(i);
        out.put(i, !Float.isFinite(value) ? value : value > threshold ? 1f : 0f);
      }
    }

    @Override
    public boolean withinUnit() {
      return rows.withinUnit();
    }
  }
}
