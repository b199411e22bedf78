package dev.cvae.data;

import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one row of data, without the batch: {@code (features)} for a table, {@code
 * (channels, height, width)} for images. Values lie row by row, the last dimension fastest.
 * Immutable.
 */
public final class Shape {
  private final int[] dimensions;
  private final int size;

  private Shape(int[] dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw InvalidSettingException.of(
            "shape", "must have positive dimensions", Arrays.toString(dimensions));
      }
      product *= dimension;
      if (product > Integer.MAX_VALUE) {
        throw InvalidSettingException.of(
            "shape", "must have less than 2^31 values", Arrays.toString(dimensions));
      }
    }
    if (dimensions.length == 0) {
      throw InvalidSettingException.of("shape", "must have a dimension", "[]");
    }
    this.dimensions = dimensions.clone();
    this.size = (int) product;
  }

  /**
   * A shape.
   *
   * @param dimensions each at least 1
   * @return the shape
   * @throws InvalidSettingException if a dimension is not positive, or there is none
   */
  public static Shape of(int... dimensions) {
    return new Shape(dimensions);
  }

  /**
   * How many values a row has.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return size;
  }

  /**
   * The dimensions.
   *
   * @return a new array
   */
  public int[] dimensions() {
    return dimensions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** For messages: {@code 1×28×28}. */
  @Override
  public String toString() {
    return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }
}
