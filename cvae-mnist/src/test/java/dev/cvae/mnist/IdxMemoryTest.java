package dev.cvae.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.StoredRows;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that would fill any heap, each read in a JVM of its own with one of 48 MiB. */
class IdxMemoryTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aBombOfAGibibyteStopsBehindWhatItsHeaderClaims() throws Exception {
    Path bomb = bomb(IdxFiles.header(IdxFiles.UNSIGNED_BYTE, 10, 28, 28));

    assertThat(Files.size(bomb)).isLessThan(2 * MIB);
    assertThat(readInSmallHeap(bomb))
        .isEqualTo(
            "idx file "
                + bomb
                + ", offset 7856 when unzipped: "
                + "expected the end of the file behind 10×1×28×28 values, was another byte");
  }

  @Test
  void aBombThatClaimsItsGibibyteIsTooLarge() throws Exception {
    Path bomb = bomb(IdxFiles.header(IdxFiles.UNSIGNED_BYTE, 1024, MIB));

    assertThat(readInSmallHeap(bomb))
        .startsWith(
            "idx file " + bomb + ", offset 12 when unzipped: expected values that fit twice")
        .endsWith("was 1024 MiB");
  }

  @Test
  void aHeaderThatClaimsTwoGibibytesOfNothingIsTooLarge() throws Exception {
    byte[] header = IdxFiles.header(IdxFiles.UNSIGNED_BYTE, Integer.MAX_VALUE - 8);
    Path file = IdxFiles.write(folder.resolve("claim"), header);

    assertThat(readInSmallHeap(file)).endsWith("was 2047 MiB");
  }

  @Test
  void aSoundFileThatHardlyFitsIsReadOrTooLarge() throws Exception {
    Path file =
        IdxFiles.write(folder.resolve("hardly"), IdxFiles.bytes(new byte[23 * MIB], 23, MIB));

    assertThat(readInSmallHeap(file))
        .matches("hardly: 23 rows of 1048576, no condition|idx file .*hardly, .* was 23 MiB");
  }

  @Test
  void mnistFitsIntoAHeapOfThreeTimesItsSize() throws Exception {
    assertThat(run("160m", "mnist")).isEqualTo("MNIST train: 60000 rows of 1×28×28, label 0..9");
  }

  /** Three GiB of which the disk has the first and the last page: three mappings. */
  @Test
  void aFileOfThreeGibibytesIsReadInPlace() throws Exception {
    int rows = 3 << 10;
    Path file = folder.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(IdxFiles.header(IdxFiles.UNSIGNED_BYTE, rows, MIB));
      sparse.write(51);
      sparse.setLength(12 + (long) rows * MIB);
      sparse.seek(12 + (long) rows * MIB - 1);
      sparse.write(102);
    }

    assertThat(run("48m", "open", file.toString()))
        .isEqualTo("sparse: 3072 rows of 1048576, no condition; 0.2, 0.4; 6 shuffled rows");
  }

  /** Called in a JVM of its own. */
  static final class Opening {
    private Opening() {}

    static String open(Path file) {
      StoredRows data = Idx.open(file).window(3);
      long last = data.size() - 1;
      return "%s; %s, %s; %d shuffled rows"
          .formatted(data, value(data, 0), value(data.skip(last), MIB - 1), sixShuffled(data));
    }

    private static float value(DataSource data, int column) {
      Batch batch = new Batch(1, data.shape(), data.conditions());
      try (Batches pass = data.inOrder()) {
        pass.next(batch);
        return batch.x().get(column);
      }
    }

    private static int sixShuffled(DataSource data) {
      Batch batch = new Batch(1, data.shape(), data.conditions());
      int rows = 0;
      try (Batches pass = data.shuffled(RandomStream.of(0))) {
        while (rows < 6 && pass.next(batch)) {
          rows += batch.rows();
        }
      }
      return rows;
    }
  }

  /** Called in a JVM of its own. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) {
      try {
        if (arguments[0].equals("open")) {
          System.out.print(Opening.open(Path.of(arguments[1])));
          return;
        }
        Dataset data =
            arguments[0].equals("mnist") ? Mnist.train() : Idx.read(Path.of(arguments[0]));
        System.out.print(data);
      } catch (InvalidDataException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private static String readInSmallHeap(Path file) throws IOException, InterruptedException {
    return run("48m", file.toString());
  }

  private static String run(String heap, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                classPath(),
                Reading.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String classPath() {
    return Stream.of(Idx.class, Dataset.class, Reading.class, InvalidDataException.class)
        .map(IdxMemoryTest::home)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** A header and 1 GiB of zeros, as gzip streams one behind the other, which are one. */
  private Path bomb(byte[] header) throws IOException {
    byte[] zeros = IdxFiles.gzip(new byte[64 * MIB]);
    Path file = folder.resolve("bomb.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(IdxFiles.gzip(header));
      for (int i = 0; i < 16; i++) {
        out.write(zeros);
      }
    }
    return file;
  }
}
