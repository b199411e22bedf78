package dev.cvae.web;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor as the page has it: bytes, little-endian, and what they stand for.
 *
 * @param precision what the bytes are
 * @param values float32, float16, one signed byte q, or two q in the signed byte 16 q₁ + q₂
 * @param scales what q is multiplied by, float16: one a row for int8, one a group for int4, else
 *     none
 * @param restored the tensor that the page computes with, to the last bit
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model; copies would double it
record RoundedTensor(WeightPrecision precision, byte[] values, byte[] scales, Tensor restored) {
  /** How many neighbouring inputs share a scale in int4. */
  static final int GROUP = 32;

  /** Not 127: most weights are then within ±61, and one byte of the script each. */
  private static final int MOST_INT8 = 95;

  private static final int MOST_INT4 = 7;
  private static final byte[] NONE = {};

  /**
   * Rounds a tensor. One of fewer than two dimensions, a bias, keeps its 32 bits.
   *
   * @param exact finite
   * @param precision of weights
   * @return the tensor in fewer bits
   */
  static RoundedTensor of(Tensor exact, WeightPrecision precision) {
    requireFinite(exact);
    if (exact.shape().length < 2) {
      return float32(exact);
    }
    return switch (precision) {
      case FLOAT32 -> float32(exact);
      case FLOAT16 -> float16(exact);
      case INT8 -> int8(exact);
      case INT4 -> int4(exact);
    };
  }

  private static void requireFinite(Tensor exact) {
    for (float value : exact.values()) {
      if (!Float.isFinite(value)) {
        throw InvalidSettingException.of("weights in " + exact.name(), "must be finite", value);
      }
    }
  }

  private static RoundedTensor float32(Tensor exact) {
    byte[] bytes = new byte[Float.BYTES * exact.values().length];
    littleEndian(bytes).asFloatBuffer().put(exact.values());
    return new RoundedTensor(WeightPrecision.FLOAT32, bytes, NONE, exact);
  }

  private static RoundedTensor float16(Tensor exact) {
    float[] restored = new float[exact.values().length];
    byte[] bytes = new byte[Short.BYTES * restored.length];
    ByteBuffer out = littleEndian(bytes);
    for (int i = 0; i < restored.length; i++) {
      if (Math.abs(exact.values()[i]) > Float16.GREATEST) {
        throw InvalidSettingException.of(
            "weights in " + exact.name(), "must lie within ±65504 for float16", exact.values()[i]);
      }
      short bits = Float16.bits(exact.values()[i]);
      out.putShort(bits);
      restored[i] = Float16.value(bits);
    }
    return new RoundedTensor(WeightPrecision.FLOAT16, bytes, NONE, with(exact, restored));
  }

  private static RoundedTensor int8(Tensor exact) {
    Steps steps = new Steps(exact, Math.max(1, columns(exact)), MOST_INT8);
    return new RoundedTensor(
        WeightPrecision.INT8, steps.steps, steps.scales, with(exact, steps.restored));
  }

  private static RoundedTensor int4(Tensor exact) {
    Steps steps = new Steps(exact, GROUP, MOST_INT4);
    byte[] pairs = new byte[(steps.steps.length + 1) / 2];
    for (int i = 0; i < steps.steps.length; i++) {
      pairs[i / 2] += (byte) (i % 2 == 0 ? 16 * steps.steps[i] : steps.steps[i]);
    }
    return new RoundedTensor(
        WeightPrecision.INT4, pairs, steps.scales, with(exact, steps.restored));
  }

  /** w ≈ s q, with an s for each group of neighbours in a row. */
  private static final class Steps {
    private final byte[] steps; // q
    private final float[] restored;
    private final byte[] scales; // s, float16
    private final ByteBuffer out; // writes them
    private final int most;

    Steps(Tensor exact, int size, int most) {
      int columns = columns(exact);
      int groups = (columns + size - 1) / size; // in each row
      this.steps = new byte[exact.values().length];
      this.restored = new float[steps.length];
      this.scales = new byte[Short.BYTES * exact.shape()[0] * groups];
      this.out = littleEndian(scales);
      this.most = most;
      for (int row = 0; row < exact.shape()[0]; row++) {
        int end = (row + 1) * columns;
        for (int from = row * columns; from < end; from += size) {
          round(exact.values(), from, Math.min(from + size, end));
        }
      }
    }

    private void round(float[] values, int from, int to) {
      short bits = Float16.bits(scale(values, from, to, most));
      float scale = Float16.value(bits);
      out.putShort(bits);
      for (int i = from; i < to && scale > 0; i++) {
        int step = Math.round(values[i] / scale);
        steps[i] = (byte) Math.max(-most, Math.min(most, step));
        restored[i] = scale * steps[i];
      }
    }
  }

  /** What makes the greatest of some weights so many steps. */
  private static float scale(float[] values, int from, int to, int most) {
    float greatest = 0;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, Math.abs(values[i]));
    }
    return Math.min(greatest / most, Float16.GREATEST);
  }

  private static int columns(Tensor exact) {
    int rows = exact.shape()[0];
    return rows == 0 ? 0 : exact.values().length / rows;
  }

  private static Tensor with(Tensor exact, float[] values) {
    return new Tensor(exact.name(), exact.shape(), values);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
