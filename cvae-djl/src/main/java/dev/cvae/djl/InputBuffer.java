package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.Field;
import dev.cvae.data.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Floats outside the Java heap that an engine reads, on the CPU without a copy; filled again and
 * again.
 */
final class InputBuffer {
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final int width;

  /** Room for rows of a given width. */
  InputBuffer(int rows, int width) {
    this.bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(rows, width) * Float.BYTES)
            .order(ByteOrder.nativeOrder());
    this.floats = bytes.asFloatBuffer();
    this.width = width;
  }

  /** The buffer, to be filled with so many rows. */
  FloatBuffer rows(int rows) {
    bytes.clear().limit(rows * width * Float.BYTES);
    return floats.clear().limit(rows * width);
  }

  /** Fills rows with conditions, each category one-hot, field after field. */
  private void oneHot(ConditionColumns conditions, int rows) {
    FloatBuffer out = rows(rows);
    for (int i = 0; i < rows * width; i++) {
      out.put(i, 0f);
    }
    List<Field> fields = conditions.schema().fields();
    int offset = 0;
    for (int field = 0; field < fields.size(); field++) {
      int[] codes = conditions.codes(field);
      for (int row = 0; row < rows; row++) {
        out.put(row * width + offset + codes[row], 1f);
      }
      offset += ((CategoryField) fields.get(field)).categories();
    }
  }

  /**
   * A batch's conditions, (rows, width), or null if they have no field; valid until filled again.
   */
  @Nullable NDArray oneHot(Batch batch, NDManager manager) {
    return oneHot(batch.conditions(), batch.rows(), manager);
  }

  /** Conditions, (rows, width), or null if they have no field; valid until filled again. */
  @Nullable NDArray oneHot(ConditionColumns conditions, int rows, NDManager manager) {
    if (width == 0) {
      return null;
    }
    oneHot(conditions, rows);
    return array(manager);
  }

  /** The filled rows, (rows, width); valid until the buffer is filled again. */
  NDArray array(NDManager manager) {
    return array(manager, bytes, width);
  }

  /** Filled bytes as (rows, width); valid until they change. */
  static NDArray array(NDManager manager, ByteBuffer bytes, int width) {
    Shape shape = new Shape(bytes.limit() / (width * Float.BYTES), width);
    return manager.create(bytes.rewind(), shape, DataType.FLOAT32);
  }
}
