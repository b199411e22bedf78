package dev.cvae.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events: TFRecords of {@code Event} messages, of which the first names the
 * format. Opened for each write and closed again: what is there can be looked at, and nothing is
 * left to close.
 *
 * <pre>
 * record  = length (8 bytes), masked CRC-32C of length, event, masked CRC-32C of event
 * Event   = wall_time 1: double, step 2: int64, file_version 3: string, summary 5: Summary
 * Summary = value 1: repeated { tag 1: string, simple_value 2: float }
 * </pre>
 */
final class EventFile {
  private static final int MASK = 0xA282EAD8;

  private final Path file;

  private EventFile(Path file) {
    this.file = file;
  }

  /** A new file in a folder, numbered after those that are there. */
  static EventFile in(Path folder) {
    try {
      Files.createDirectories(folder);
      int number = 0;
      Path file = file(folder, number);
      while (Files.exists(file)) {
        file = file(folder, ++number);
      }
      EventFile events = new EventFile(file);
      events.write(
          new Protobuf().real(1, 0.0).text(3, "brain.Event:2"), StandardOpenOption.CREATE_NEW);
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write events into " + folder, e);
    }
  }

  /** TensorBoard asks for the middle word, and reads a folder's files by name. */
  private static Path file(Path folder, int number) {
    return folder.resolve("events.out.tfevents.%010d.cvae".formatted(number));
  }

  /**
   * Adds figures of one step.
   *
   * @param seconds since the fit began
   * @param step the place on the axis
   * @param scalars by their tags
   */
  void add(double seconds, long step, Map<String, Double> scalars) {
    Protobuf summary = new Protobuf();
    scalars.forEach(
        (tag, value) ->
            summary.message(1, new Protobuf().text(1, tag).real(2, value.floatValue())));
    try {
      write(
          new Protobuf().real(1, seconds).integer(2, step).message(5, summary),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void write(Protobuf event, StandardOpenOption how) throws IOException {
    byte[] data = event.toBytes();
    byte[] bytes = new byte[Long.BYTES + data.length + 2 * Integer.BYTES];
    ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(bytes, Long.BYTES));
    record.put(data);
    record.putInt(maskedChecksum(data, data.length));
    Files.write(file, bytes, StandardOpenOption.WRITE, how);
  }

  /** Masked, as the checksum of data that holds checksums would be weak. */
  private static int maskedChecksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
