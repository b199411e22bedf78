package dev.cvae.data;

import java.nio.FloatBuffer;

/** Values as they are stored, by row; they become floats when a batch is filled. Immutable. */
@SuppressWarnings(
    "ArrayRecordComponent") // the arrays are the data: never handed out, never compared
sealed interface Rows {
  /** Writes one row at the buffer's position. */
  void fill(int row, FloatBuffer out);

  /** Whether no value can lie outside [0, 1]. */
  boolean withinUnit();

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
