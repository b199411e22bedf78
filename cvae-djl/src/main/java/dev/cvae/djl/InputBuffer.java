package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

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
