package dev.cvae.web;

/**
 * Bytes in a string of JavaScript. A page that is opened from disk may not read files, but it runs
 * scripts that lie beside it; base64 would make them a third longer.
 *
 * <p>Rounded weights are mostly small: the bytes from −61 to 61 are the 123 characters of ASCII
 * that may stand in a string as they are, of one byte each in UTF-8; the others are those from
 * U+0080 on, of two. Such text compresses as well as the bytes do.
 */
final class ByteText {
  /** What the first character stands for. */
  static final int LEAST = -61;

  private static final String CHARACTERS = characters();

  private ByteText() {}

  private static String characters() {
    StringBuilder characters = new StringBuilder();
    for (char c = 1; characters.length() < 256; c++) {
      if (c != '\n' && c != '\r' && c != '"' && c != '\\') {
        characters.append(c);
      }
    }
    return characters.toString();
  }

  /**
   * Writes a string with its quotation marks.
   *
   * @param bytes any
   * @param out appended to
   */
  static void write(byte[] bytes, StringBuilder out) {
    out.append('"');
    for (byte b : bytes) {
      out.append(CHARACTERS.charAt(b - LEAST & 0xff));
    }
    out.append('"');
  }
}
