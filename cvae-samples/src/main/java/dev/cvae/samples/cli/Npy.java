package dev.cvae.samples.cli;

import dev.cvae.data.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows as NumPy's own file format, version 1.0, little-endian float32 in C order: {@code
 * numpy.load(file)} has shape (rows, shape of a row).
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64; // of the first value, which is what the format asks for

  private Npy() {}

  static void write(float[][] rows, Shape shape, OutputStream out) throws IOException {
    out.write(header(rows.length, shape));
    ByteBuffer buffer =
        ByteBuffer.allocate(shape.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      buffer.asFloatBuffer().put(row);
      out.write(buffer.array());
    }
  }

  private static byte[] header(int rows, Shape shape) {
    String dimensions =
        IntStream.concat(IntStream.of(rows), Arrays.stream(shape.dimensions()))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String entries =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(dimensions);
    int before = MAGIC.length + Short.BYTES;
    int end = entries.length() + 1; // and a line feed
    int length = (before + end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
    String padded = entries + " ".repeat(length - end) + "\n";
    return ByteBuffer.allocate(before + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
