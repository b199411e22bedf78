package dev.cvae.mnist;

import dev.cvae.error.InvalidDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file, unzipped where it is zipped, that know their file's name and where they
 * stand: what each error message has to say. Used by one thread, then closed.
 */
final class IdxInput implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int FIRST_CHUNK = 1 << 20;

  private final String file;
  private final InputStream in;
  private final boolean zipped;
  private long offset;

  private IdxInput(String file, InputStream in, boolean zipped) {
    this.file = file;
    this.in = in;
    this.zipped = zipped;
  }

  static IdxInput open(Path path) {
    String file = "idx file " + path;
    try {
      return over(file, Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw new InvalidDataException(file + " must exist, was not there", e);
    } catch (IOException e) {
      throw new InvalidDataException(file + " cannot be opened: " + e, e);
    }
  }

  /** Takes the stream over: it is closed with this, or at once if there is an error. */
  static IdxInput over(String file, InputStream raw) {
    try {
      InputStream buffered = new BufferedInputStream(raw, BUFFER);
      boolean zipped = startsLikeGzip(buffered);
      return new IdxInput(file, zipped ? new GZIPInputStream(buffered, BUFFER) : buffered, zipped);
    } catch (IOException e) {
      InvalidDataException error = unreadable(file, 0, e);
      try {
        raw.close();
      } catch (IOException second) {
        error.addSuppressed(second);
      }
      throw error;
    }
  }

  private static boolean startsLikeGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  /** Whether what is read is not what the file holds. */
  boolean zipped() {
    return zipped;
  }

  /** How many bytes have been read. */
  long offset() {
    return offset;
  }

  /** The next byte, 0..255. */
  int readByte(String what) {
    int value = next();
    if (value < 0) {
      throw error(offset, what, "the end of the file");
    }
    offset++;
    return value;
  }

  /** The next four bytes, big-endian. */
  long readUnsignedInt(String what) {
    long value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | readByte(what);
    }
    return value;
  }

  /**
   * All bytes that are left, which must be so many. The array grows with what has been seen, so a
   * false claim costs no memory; a stream that goes on behind it is left there.
   */
  byte[] readAll(int count, String what) {
    if (2L * count > Runtime.getRuntime().maxMemory()) { // what growing, and copying, take
      throw tooLarge(count);
    }
    long end = offset + count;
    String expected = what + " up to offset " + end;
    byte[] bytes = new byte[Math.min(count, FIRST_CHUNK)];
    for (int filled = 0; filled < count; ) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * filled));
      }
      int read = next(bytes, filled);
      if (read < 0) {
        throw error(offset, expected, "the end of the file");
      }
      filled += read;
      offset += read;
    }
    if (next() >= 0) { // also what makes gzip compare its checksum
      throw error(offset, "the end of the file behind " + what, "another byte");
    }
    return bytes;
  }

  private int next() {
    try {
      return in.read();
    } catch (IOException e) {
      throw unreadable(file, offset, e);
    }
  }

  private int next(byte[] bytes, int from) {
    try {
      return in.read(bytes, from, bytes.length - from);
    } catch (IOException e) {
      throw unreadable(file, offset, e);
    }
  }

  InvalidDataException error(long at, String expected, String was) {
    return new InvalidDataException(message(at, expected, was));
  }

  InvalidDataException tooLarge(int bytes) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String expected = "values that fit twice into the heap of " + heap + " MiB (java -Xmx…)";
    return new InvalidDataException(message(offset, expected, (bytes >> 20) + " MiB"));
  }

  private String message(long at, String expected, String was) {
    return "%s, offset %d%s: expected %s, was %s"
        .formatted(file, at, zipped ? " when unzipped" : "", expected, was);
  }

  private static InvalidDataException unreadable(String file, long offset, IOException e) {
    String reason =
        e instanceof ZipException || e instanceof EOFException
            ? "expected a sound gzip stream, was broken"
            : "cannot be read";
    return new InvalidDataException(
        "%s, behind offset %d: %s (%s)".formatted(file, offset, reason, e), e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new InvalidDataException(file + " cannot be closed: " + e, e);
    }
  }
}
