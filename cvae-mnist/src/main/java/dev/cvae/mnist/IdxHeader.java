package dev.cvae.mnist;

import dev.cvae.data.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What an idx file says of itself: two zero bytes, a byte for the type, a byte for the number of
 * dimensions, and four bytes, big-endian, for each of them. A claim, until the values were read.
 *
 * @param type the values' type
 * @param count how many rows
 * @param shape the shape of a row
 */
record IdxHeader(IdxType type, long count, Shape shape) {
  /** What an array can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** What a file may hold that is read in place: far beyond any disk. */
  private static final long MOST_BYTES_IN_PLACE = 1L << 60;

  /** The header of a file of data. */
  static IdxHeader read(IdxInput in) {
    return read(in, List.of(IdxType.values()), MOST_BYTES);
  }

  /** The header of a file of labels, one a row of the data. */
  static IdxHeader readLabels(IdxInput in, long rows) {
    return readLabels(in, rows, MOST_BYTES);
  }

  /** The header of a file of data of any size. */
  static IdxHeader readInPlace(IdxInput in) {
    return read(in, List.of(IdxType.values()), MOST_BYTES_IN_PLACE);
  }

  /** The header of a file of labels of any size. */
  static IdxHeader readLabelsInPlace(IdxInput in, long rows) {
    return readLabels(in, rows, MOST_BYTES_IN_PLACE);
  }

  private static IdxHeader readLabels(IdxInput in, long rows, long mostBytes) {
    IdxHeader header = read(in, List.of(IdxType.UNSIGNED_BYTE), mostBytes);
    if (header.shape.size() != 1) {
      throw in.error(3, "one dimension, a label a row", header.toString());
    }
    if (header.count != rows) {
      throw in.error(4, rows + " labels, one an image", Long.toString(header.count));
    }
    return header;
  }

  private static IdxHeader read(IdxInput in, List<IdxType> allowed, long mostBytes) {
    for (int i = 0; i < 2; i++) {
      int zero = in.readByte("an idx file's two zero bytes");
      if (zero != 0) {
        throw in.error(i, "an idx file's two zero bytes", "0x%02X".formatted(zero));
      }
    }
    IdxType type = readType(in, allowed);
    long[] dimensions = readDimensions(in, mostBytes / type.width());
    return new IdxHeader(type, dimensions[0], rowShape(in, dimensions));
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

  private static long[] readDimensions(IdxInput in, long mostValues) {
    long[] dimensions = new long[in.readByte("the number of dimensions")];
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
      dimensions[i] = dimension;
    }
    return dimensions;
  }

  private static Shape rowShape(IdxInput in, long[] dimensions) {
    long size = LongStream.of(dimensions).skip(1).reduce(1, (a, b) -> a * b);
    if (size > MOST_BYTES) {
      throw in.error(8, "rows of at most " + MOST_BYTES + " values", Long.toString(size));
    }
    int[] row = LongStream.of(dimensions).skip(1).mapToInt(Math::toIntExact).toArray();
    return switch (row.length) {
      case 0 -> Shape.of(1);
      case 2 -> Shape.of(1, row[0], row[1]); // grey images have one channel
      default -> Shape.of(row);
    };
  }

  /** How many bytes the values take. */
  long bytes() {
    return count * rowBytes();
  }

  /** How many bytes a row takes. */
  long rowBytes() {
    return (long) shape.size() * type.width();
  }

  /** For messages: {@code 60000×1×28×28}. */
  @Override
  public String toString() {
    return count + "×" + shape;
  }
}
