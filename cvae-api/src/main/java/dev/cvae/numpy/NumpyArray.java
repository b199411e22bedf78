package dev.cvae.numpy;

import dev.cvae.error.InvalidDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array of numbers as NumPy stores it in a {@code .npy} file.
 *
 * <pre>{@code
 * NumpyArray x = NumpyArray.read(Path.of("x.npy"));        // np.save("x.npy", x)
 * x.shape();                                               // [100, 28, 28]
 * x.floats();                                              // 78,400 values, the last dimension fastest
 * NumpyArray.of(values, 100, 784).write(out);              // np.load("out.npy")
 * }</pre>
 *
 * <p>Reads bool, whole numbers of 8 to 64 bits with or without a sign, float32 and float64, of
 * either order of bytes and of dimensions; not objects, which would be Python's pickles, nor text,
 * complex numbers and records. Writes float32, int32 and bytes in C order. Memory is taken only for
 * bytes that have been seen, whatever a header claims. Immutable; any thread may use it.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
public final class NumpyArray {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final NumpyType type;
  private final int[] shape;
  private final byte[] content; // in C order
  private final ByteOrder order;

  private NumpyArray(String name, NumpyType type, int[] shape, byte[] content, ByteOrder order) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.content = content;
    this.order = order;
  }

  /**
   * Numbers to be written as float32.
   *
   * @param values the last dimension fastest; copied
   * @param shape whose product is their number
   * @return the array
   * @throws InvalidDataException if shape and values disagree
   */
  public static NumpyArray of(float[] values, int... shape) {
    byte[] bytes = allocate(values.length, NumpyType.FLOAT32, shape);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new NumpyArray(
        "array", NumpyType.FLOAT32, shape.clone(), bytes, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Whole numbers to be written as int32.
   *
   * @param values the last dimension fastest; copied
   * @param shape whose product is their number
   * @return the array
   * @throws InvalidDataException if shape and values disagree
   */
  public static NumpyArray of(int[] values, int... shape) {
    byte[] bytes = allocate(values.length, NumpyType.INT32, shape);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return new NumpyArray("array", NumpyType.INT32, shape.clone(), bytes, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] allocate(int count, NumpyType type, int[] shape) {
    if (Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact) != count) {
      throw new InvalidDataException(
          "array of shape %s must have as many values, had %d"
              .formatted(Arrays.toString(shape), count));
    }
    return new byte[Math.multiplyExact(count, type.width())];
  }

  /**
   * Reads a file.
   *
   * @param file as {@code numpy.save} writes it
   * @return the array
   * @throws InvalidDataException if it cannot be read, is not sound, has values of another type, or
   *     is too large for the heap
   */
  public static NumpyArray read(Path file) {
    String name = "npy file " + file;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      return read(in, name, new Budget());
    } catch (NoSuchFileException e) {
      throw new InvalidDataException(name + " must exist, was not there", e);
    } catch (IOException e) {
      throw new InvalidDataException(name + " cannot be read: " + e, e);
    }
  }

  /** How many bytes may still be taken in all, so that several arrays fit into the heap. */
  static final class Budget {
    private long left;

    Budget() {
      this(Runtime.getRuntime().maxMemory() / 2);
    }

    Budget(long bytes) {
      this.left = bytes;
    }

    private void take(long bytes, String name) {
      if (bytes > left) {
        throw new InvalidDataException(
            "%s must have values that fit twice into the heap of %d MiB (java -Xmx…), had %d MiB"
                .formatted(name, Runtime.getRuntime().maxMemory() >> 20, bytes >> 20));
      }
      left -= bytes;
    }
  }

  static NumpyArray read(InputStream in, String name, Budget budget) throws IOException {
    NumpyHeader header = NumpyHeader.read(in, name);
    int count = header.size() * header.type().width();
    budget.take((long) header.size() * header.type().widthInUse(), name);
    byte[] bytes = in.readNBytes(count); // grows with what has been seen
    if (bytes.length < count) {
      throw new InvalidDataException(
          "%s is truncated: %d values take %d bytes, and %d are there"
              .formatted(name, header.size(), count, bytes.length));
    }
    if (in.read() >= 0) {
      throw new InvalidDataException(
          "%s must end behind its %d values, and goes on".formatted(name, header.size()));
    }
    boolean reorder = header.fortran() && header.shape().length > 1;
    byte[] content = reorder ? lastFastest(bytes, header) : bytes;
    return new NumpyArray(name, header.type(), header.shape(), content, header.order());
  }

  /** From the first dimension fastest to the last dimension fastest. */
  private static byte[] lastFastest(byte[] bytes, NumpyHeader header) {
    int[] shape = header.shape();
    int width = header.type().width();
    byte[] out = new byte[bytes.length];
    int[] place = new int[shape.length];
    for (int to = 0; to < header.size(); to++) {
      int from = 0;
      for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
        from = from * shape[dimension] + place[dimension];
      }
      System.arraycopy(bytes, from * width, out, to * width, width);
      for (int dimension = shape.length - 1;
          dimension >= 0 && ++place[dimension] == shape[dimension];
          dimension--) {
        place[dimension] = 0;
      }
    }
    return out;
  }

  /**
   * The dimensions.
   *
   * @return a new array; empty for a single number
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * How many values there are.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return content.length / type.width();
  }

  /**
   * Whether the values are bytes without a sign, uint8, such as pixels 0..255.
   *
   * @return true if {@link #bytes} has them
   */
  public boolean isBytes() {
    return type == NumpyType.UINT8;
  }

  /**
   * Whether the values are whole numbers, or true and false.
   *
   * @return true if {@link #integers} has them, as far as an {@code int} goes
   */
  public boolean isWhole() {
    return !type.isFloat();
  }

  /**
   * The values of an array of uint8.
   *
   * @return a new array
   * @throws InvalidDataException if the values are of another type
   */
  public byte[] bytes() {
    if (!isBytes()) {
      throw new InvalidDataException("%s must have values u1, had %s".formatted(name, type.code()));
    }
    return content.clone();
  }

  /**
   * The values as floats; a whole number beyond 2^24 or a double is rounded, false is 0 and true 1.
   *
   * @return a new array
   */
  public float[] floats() {
    ByteBuffer values = ByteBuffer.wrap(content).order(order);
    float[] floats = new float[size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) type.real(values, i);
    }
    return floats;
  }

  /**
   * The values as whole numbers.
   *
   * @return a new array
   * @throws InvalidDataException if they are no whole numbers, or one is beyond an {@code int}
   */
  public int[] integers() {
    if (!isWhole()) {
      throw new InvalidDataException(
          "%s must have whole numbers, had %s".formatted(name, type.code()));
    }
    ByteBuffer values = ByteBuffer.wrap(content).order(order);
    int[] integers = new int[size()];
    for (int i = 0; i < integers.length; i++) {
      long value = type.whole(values, i);
      if (value != (int) value) {
        throw new InvalidDataException(
            "%s must have numbers within 32 bits, had %s at index %d".formatted(name, value, i));
      }
      integers[i] = (int) value;
    }
    return integers;
  }

  /**
   * Writes the array as {@code numpy.load} reads it.
   *
   * @param out the stream; stays open
   * @throws IOException if the stream does
   */
  public void write(OutputStream out) throws IOException {
    out.write(NumpyHeader.bytes(type, shape));
    boolean swap = order == ByteOrder.BIG_ENDIAN && type.width() > 1;
    out.write(swap ? swapped() : content);
  }

  /**
   * Writes rows as one array of float32, row by row, however many there are.
   *
   * @param rows each as long as the product of its shape
   * @param rowShape the dimensions behind the first, which counts the rows
   * @param out the stream; stays open
   * @throws IOException if the stream does
   */
  public static void write(float[][] rows, int[] rowShape, OutputStream out) throws IOException {
    int[] shape = new int[1 + rowShape.length];
    shape[0] = rows.length;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    out.write(NumpyHeader.bytes(NumpyType.FLOAT32, shape));
    int features = Arrays.stream(rowShape).reduce(1, Math::multiplyExact);
    ByteBuffer row = ByteBuffer.allocate(features * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] values : rows) {
      row.asFloatBuffer().put(values);
      out.write(row.array());
    }
  }

  private byte[] swapped() {
    byte[] bytes = content.clone();
    int width = type.width();
    for (int start = 0; start < bytes.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        byte first = bytes[start + i];
        bytes[start + i] = bytes[start + width - 1 - i];
        bytes[start + width - 1 - i] = first;
      }
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "%s: %s of %s".formatted(name, Arrays.toString(shape), type.code());
  }
}
