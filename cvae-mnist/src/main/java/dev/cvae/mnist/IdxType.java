package dev.cvae.mnist;

/** The types of an idx file's values that become data; each number as it stands in the file. */
enum IdxType {
  UNSIGNED_BYTE(0x08, Byte.BYTES, "unsigned byte"),
  FLOAT(0x0D, Float.BYTES, "float");

  private final int code;
  private final int width;
  private final String word;

  IdxType(int code, int width, String word) {
    this.code = code;
    this.width = width;
    this.word = word;
  }

  /** The number that stands for it in a header. */
  int code() {
    return code;
  }

  /** Bytes a value. */
  int width() {
    return width;
  }

  /** For messages: {@code 0x08 (unsigned byte)}. */
  @Override
  public String toString() {
    return "0x%02X (%s)".formatted(code, word);
  }
}
