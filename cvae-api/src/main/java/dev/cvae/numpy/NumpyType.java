package dev.cvae.numpy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of values that are read, by the letter and the digit that a header has for them. */
enum NumpyType {
  BOOL("b1", 1),
  UINT8("u1", 1),
  INT8("i1", 1),
  UINT16("u2", 2),
  INT16("i2", 2),
  UINT32("u4", 4),
  INT32("i4", 4),
  UINT64("u8", 8),
  INT64("i8", 8),
  FLOAT32("f4", 4),
  FLOAT64("f8", 8);

  private final String code;
  private final int width;

  NumpyType(String code, int width) {
    this.code = code;
    this.width = width;
  }

  static Optional<NumpyType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  /** As a header has it, without the order of bytes: {@code f4}. */
  String code() {
    return code;
  }

  /** Bytes a value. */
  int width() {
    return width;
  }

  /** Bytes a value takes when it is used: as it is, or as a float or an int; uint8 stays a byte. */
  int widthInUse() {
    return this == UINT8 ? width : Math.max(width, Float.BYTES);
  }

  boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** Reads the value at an index. */
  double real(ByteBuffer values, int index) {
    int at = index * width;
    return switch (this) {
      case FLOAT32 -> values.getFloat(at);
      case FLOAT64 -> values.getDouble(at);
      case UINT64 -> unsigned(values.getLong(at));
      default -> whole(values, index);
    };
  }

  /**
   * Reads the whole number at an index; one of 64 unsigned bits comes out negative if too large.
   */
  long whole(ByteBuffer values, int index) {
    int at = index * width;
    return switch (this) {
      case BOOL -> values.get(at) == 0 ? 0 : 1;
      case UINT8 -> Byte.toUnsignedLong(values.get(at));
      case INT8 -> values.get(at);
      case UINT16 -> Short.toUnsignedLong(values.getShort(at));
      case INT16 -> values.getShort(at);
      case UINT32 -> Integer.toUnsignedLong(values.getInt(at));
      case INT32 -> values.getInt(at);
      case UINT64, INT64 -> values.getLong(at);
      case FLOAT32, FLOAT64 -> throw new IllegalStateException(this + " is no whole number");
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }
}
