package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.util.Arrays;

/**
 * A named array of float32.
 *
 * @param name unique within a file, such as {@code encoder.hidden.0.weight}
 * @param shape the dimensions; the weight of a fully connected layer is (out, in)
 * @param values not copied, the last dimension fastest
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a view on large arrays; copying them would double the model
public record Tensor(String name, int[] shape, float[] values) {
  /** Checks that shape and values agree. */
  public Tensor {
    if (size(shape) != values.length) {
      throw new ModelFileException(
          "tensor %s has shape %s, but %d values"
              .formatted(name, Arrays.toString(shape), values.length));
    }
  }

  /**
   * The same array under another name.
   *
   * @param newName unique within a file
   * @return a tensor that shares the values
   */
  public Tensor named(String newName) {
    return new Tensor(newName, shape, values);
  }

  /** The number of values, or -1 if there is no such array. */
  private static long size(int[] shape) {
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0 || size > Integer.MAX_VALUE) {
        return -1;
      }
      size *= dimension;
    }
    return size;
  }
}
