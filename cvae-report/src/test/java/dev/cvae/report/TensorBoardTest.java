package dev.cvae.report;

import static dev.cvae.report.Fits.TRAIN;
import static dev.cvae.report.Fits.VALIDATION;
import static dev.cvae.report.Fits.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingListener.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the bytes back with a parser of its own, after the descriptions of TFRecord, of the wire
 * format of Protocol Buffers, and of the messages in TensorFlow's event.proto and summary.proto.
 */
class TensorBoardTest {
  @TempDir Path folder;

  /** An Event: field 1 wall_time, 2 step, 3 file_version, 5 summary. */
  private record Event(double time, long step, String version, Map<String, Float> scalars) {}

  @Test
  void eachEpochIsAnEventWithTheFiguresOfItsRun() throws IOException {
    TrainingListener board = TensorBoard.to(folder.resolve("runs/a"));

    assertThat(board.epochDone(progress(1, Optional.of(VALIDATION)))).isEqualTo(Signal.CONTINUE);
    board.epochDone(progress(300, Optional.of(VALIDATION)));

    List<Event> train = events(only(folder.resolve("runs/a/train")));
    assertThat(train).extracting(Event::step).containsExactly(0L, 1L, 300L);
    assertThat(train).extracting(Event::time).containsExactly(0.0, 6.5, 1950.0);
    assertThat(train.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(train.get(2).scalars())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "negative_elbo",
                (float) -TRAIN.elbo(),
                "reconstruction",
                (float) TRAIN.reconstruction(),
                "kl",
                (float) TRAIN.kl(),
                "examples_per_second",
                11_350f));
    List<Event> validation = events(only(folder.resolve("runs/a/validation")));
    assertThat(validation.get(1).scalars())
        .containsOnlyKeys("negative_elbo", "reconstruction", "kl")
        .containsEntry("negative_elbo", (float) -VALIDATION.elbo());
  }

  @Test
  void withoutValidationThereIsOneRun() {
    TensorBoard.to(folder).epochDone(progress(1, Optional.empty()));

    assertThat(folder.resolve("train")).isDirectory();
    assertThat(folder.resolve("validation")).doesNotExist();
  }

  @Test
  void aResumedFitAddsAFileThatComesAfterTheFirst() throws IOException {
    TensorBoard.to(folder).epochDone(progress(1, Optional.empty()));
    TensorBoard.to(folder).epochDone(progress(2, Optional.empty()));

    try (var files = Files.list(folder.resolve("train"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .as("names that TensorBoard looks for, without a clock or a host")
          .containsExactly(
              "events.out.tfevents.0000000000.cvae", "events.out.tfevents.0000000001.cvae");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> TensorBoard.to(file).epochDone(progress(1, Optional.empty())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("file");
  }

  /** The check value of CRC-32C is that of its definition (RFC 3720, appendix B.4). */
  @Test
  void theChecksumOfThisTestIsTheStandards() {
    assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9)).isEqualTo(0xE3069283);
  }

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static List<Event> events(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      int length = (int) in.getLong();
      assertThat(unmask(in.getInt()))
          .as("checksum of the length")
          .isEqualTo(crc32c(bytes, start, 8));
      byte[] data = new byte[length];
      in.get(data);
      assertThat(unmask(in.getInt())).as("checksum of the data").isEqualTo(crc32c(data, 0, length));
      events.add(event(data));
    }
    return events;
  }

  private static Event event(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    double time = 0;
    long step = 0;
    String version = "";
    Map<String, Float> scalars = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      switch (key) {
        case 1 << 3 | 1 -> time = in.getDouble();
        case 2 << 3 -> step = varint(in);
        case 3 << 3 | 2 -> version = text(in);
        case 5 << 3 | 2 -> readSummary(part(in), scalars);
        default -> throw new AssertionError("key " + key);
      }
    }
    return new Event(time, step, version, scalars);
  }

  /** A Summary is values; a Value has a tag, 1, and a simple_value, 2. */
  private static void readSummary(ByteBuffer summary, Map<String, Float> scalars) {
    while (summary.hasRemaining()) {
      assertThat(varint(summary)).isEqualTo(1 << 3 | 2);
      ByteBuffer value = part(summary);
      assertThat(varint(value)).isEqualTo(1 << 3 | 2);
      String tag = text(value);
      assertThat(varint(value)).isEqualTo(2 << 3 | 5);
      scalars.put(tag, value.getFloat());
      assertThat(value.hasRemaining()).isFalse();
    }
  }

  private static ByteBuffer part(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(part(in)).toString();
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static int unmask(int masked) {
    return Integer.rotateLeft(masked - 0xA282EAD8, 15);
  }

  /** Bit by bit, with the reversed polynomial of Castagnoli. */
  private static int crc32c(byte[] bytes, int start, int length) {
    int crc = ~0;
    for (int i = start; i < start + length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
      }
    }
    return ~crc;
  }
}
