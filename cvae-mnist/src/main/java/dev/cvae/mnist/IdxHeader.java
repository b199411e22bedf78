package dev.cvae.mnist;

import dev.cvae.data.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an idx file says of itself: two zero bytes, a byte for the type, a byte for the number of
 * dimensions, and four bytes, big-endian, for each of them. A claim, until the values were read.
 *
 * @param type the values' type
 * @param count how many rows
 * @param shape the shape of a row
 */
record IdxHeader(IdxType type, int count, Shape shape) {
  /** What an array can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** The header of a file of data. */
  static IdxHeader read(IdxInput in) {
    return read(in, List.of(IdxType.values()));
  }

  /** The header of a file of labels, one a row of the data. */
  static IdxHeader readLabels(IdxInput in, long rows) {
    IdxHeader header = read(in, List.of(IdxType.UNSIGNED_BYTE));
    if (header.shape.size() != 1) {
      throw in.error(3, "one dimension, a label a row", header.toString());
    }
    if (header.count != rows) {
      throw in.error(4, rows + " labels, one an image", Integer.toString(header.count));
    }
    return header;
  }

  private static IdxHeader read(IdxInput in, List<IdxType> allowed) {
    for (int i = 0; i < 2; i++) {
      int zero = in.readByte("an idx file's two zero bytes");
      if (zero != 0) {
        throw in.error(i, "an idx file's two zero bytes", "0x%02X".formatted(zero));
      }
    }
    IdxType type = readType(in, allowed);
    int[] dimensions = readDimensions(in, MOST_BYTES / type.width());
    return new IdxHeader(type, dimensions[0], rowShape(dimensions));
  }

  private static IdxType readType(IdxInput in, List<IdxType> allowed) {
    String expected =
        allowed.stream()
            .map(IdxType::toString)
            .collect(Collectors.joining(" or ", "values of type ", ""));
    int code = in.readByte(expected);
    return allowed.stream()
        .filter(type -> type.code() == code)
        .findFirst()
        .orElseThrow(() -> in.error(2, expected, "0x%02X".formatted(code)));
  }

  private static int[] readDimensions(IdxInput in, long mostValues) {
    int[] dimensions = new int[in.readByte("the number of dimensions")];
    if (dimensions.length == 0) {
      throw in.error(3, "1 dimension or more", "0");
    }
    long values = 1;
    for (int i = 0; i < dimensions.length; i++) {
      long offset = in.offset();
      long dimension = in.readUnsignedInt("dimension " + i);
      if (dimension == 0) {
        throw in.error(offset, "dimension " + i + " to be positive", "0");
      }
      if (dimension > mostValues / values) {
        throw in.error(
            offset, "at most " + mostValues + " values", values + " × " + dimension + " or more");
      }
      values *= dimension;
      dimensions[i] = (int) dimension;
    }
    return dimensions;
  }

  private static Shape rowShape(int[] dimensions) {
    return switch (dimensions.length) {
      case 1 -> Shape.of(1);
      case 3 -> Shape.of(1, dimensions[1], dimensions[2]); // grey images have one channel
      default -> Shape.of(IntStream.of(dimensions).skip(1).toArray());
    };
  }

  /** How many bytes the values take. */
  int bytes() {
    return count * shape.size() * type.width();
  }

  /** For messages: {@code 60000×1×28×28}. */
  @Override
  public String toString() {
    return count + "×" + shape;
  }
}
