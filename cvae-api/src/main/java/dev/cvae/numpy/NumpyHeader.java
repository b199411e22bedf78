package dev.cvae.numpy;

import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a {@code .npy} file says of itself. A claim, until the values were read.
 *
 * @param type the values' type
 * @param order the order of a value's bytes
 * @param fortran whether the first dimension is the fastest
 * @param shape the dimensions; none for a single number
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, and is not compared
record NumpyHeader(NumpyType type, ByteOrder order, boolean fortran, int[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64; // of the first value, which is what the format asks for
  private static final int LONGEST = 1 << 16;
  private static final int MOST_DIMENSIONS = 64; // as NumPy
  private static final Pattern DIMENSION = Pattern.compile("\\d{1,9}");
  private static final Pattern TYPE = Pattern.compile("'descr' *: *'([<>|=])([a-zA-Z]\\d{1,3})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order' *: *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape' *: *\\(([0-9, ]{0,1000})\\)");

  /** Reads a header, up to the first value. */
  static NumpyHeader read(InputStream in, String file) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
      throw new InvalidDataException(
          "%s must be an .npy file, which begins with \\x93NUMPY, was something else"
              .formatted(file));
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new InvalidDataException(
          "%s must be of format 1, 2 or 3, was of %d".formatted(file, version));
    }
    byte[] lengthBytes = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = lengthBytes.length - 1; i >= 0; i--) {
      length = length << 8 | Byte.toUnsignedInt(lengthBytes[i]);
    }
    if (length > LONGEST) {
      throw new InvalidDataException(
          "%s must have a header of at most %d bytes, had one of %d"
              .formatted(file, LONGEST, length));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new InvalidDataException(file + " is truncated: it ends within its header");
    }
    return parse(new String(text, StandardCharsets.UTF_8).strip(), file);
  }

  private static NumpyHeader parse(String text, String file) {
    Matcher type = find(TYPE, text, file, "an array of numbers of one type");
    Matcher fortran = find(FORTRAN, text, file, "an order of its dimensions");
    Matcher shape = find(SHAPE, text, file, "a shape");
    NumpyType known =
        NumpyType.of(type.group(2))
            .orElseThrow(
                () ->
                    new InvalidDataException(
                        "%s must have values of one of the types %s, had %s"
                            .formatted(
                                file,
                                Arrays.stream(NumpyType.values())
                                    .map(NumpyType::code)
                                    .collect(Collectors.joining(", ")),
                                type.group(2))));
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NumpyHeader(
        known, order, fortran.group(1).equals("True"), dimensions(shape.group(1), known, file));
  }

  private static Matcher find(Pattern pattern, String text, String file, String what) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new InvalidDataException(
          "%s must say that it has %s, and has the header %s"
              .formatted(file, what, text.length() > 200 ? text.substring(0, 200) + "…" : text));
    }
    return matcher;
  }

  private static int[] dimensions(String text, NumpyType type, String file) {
    String[] numbers =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(number -> !number.isEmpty())
            .toArray(String[]::new);
    int most = (Integer.MAX_VALUE - 8) / type.width();
    int[] dimensions = new int[numbers.length];
    long size = 1;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = DIMENSION.matcher(numbers[i]).matches() ? Integer.parseInt(numbers[i]) : -1;
      size *= dimensions[i];
      if (size < 0 || size > most || dimensions.length > MOST_DIMENSIONS) {
        throw new InvalidDataException(
            "%s must have at most %d values and %d dimensions, had the shape (%s)"
                .formatted(file, most, MOST_DIMENSIONS, text));
      }
    }
    return dimensions;
  }

  /** How many values there are. */
  int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The header's bytes: format 1.0, little-endian, C order. */
  static byte[] bytes(NumpyType type, int[] shape) {
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String entries =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(
                type.width() == 1 ? "|" : "<",
                type.code(),
                dimensions,
                shape.length == 1 ? "," : "");
    int before = MAGIC.length + 2 + Short.BYTES;
    int end = entries.length() + 1; // and a line feed
    int length = (before + end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
    String padded = entries + " ".repeat(length - end) + "\n";
    return ByteBuffer.allocate(before + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
