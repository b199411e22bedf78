package dev.cvae.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy itself wrote, read back; and files that nobody should have written. */
class NumpyArrayTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "big_float64", "fortran"})
  void floatsOfNumpyComeBack(String name) {
    NumpyArray array = NumpyArray.read(resource(name + ".npy"));

    assertThat(array.shape()).containsExactly(4, 2, 3);
    int[] base = base();
    float[] values = array.floats();
    for (int i = 0; i < base.length; i++) {
      assertThat(values[i]).isEqualTo(base[i] / 8f);
    }
    assertThat(array.isWhole()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, 0",
    "uint16, 0",
    "uint32, 0",
    "uint64, 0",
    "int8, -100",
    "int16, -100",
    "int32, -100",
    "int64, -100",
    "big_int32, 0"
  })
  void wholeNumbersOfNumpyComeBack(String name, int shift) {
    NumpyArray array = NumpyArray.read(resource(name + ".npy"));

    int[] base = base();
    int[] values = array.integers();
    for (int i = 0; i < base.length; i++) {
      assertThat(values[i]).isEqualTo(base[i] + shift);
      assertThat(array.floats()[i]).isEqualTo(base[i] + shift);
    }
  }

  @Test
  void trueIsOneAndFalseIsZero() {
    int[] base = base();

    int[] values = NumpyArray.read(resource("bool.npy")).integers();

    for (int i = 0; i < base.length; i++) {
      assertThat(values[i]).isEqualTo(base[i] % 2);
    }
  }

  @Test
  void aNumberAndAnEmptyArrayAreArrays() {
    assertThat(NumpyArray.read(resource("scalar.npy")).shape()).isEmpty();
    assertThat(NumpyArray.read(resource("scalar.npy")).floats()).containsExactly(1.5f);
    assertThat(NumpyArray.read(resource("empty.npy")).shape()).containsExactly(0, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "text, 'must have values of one of the types b1, u1'",
    "complex, 'had c16'",
    "record, 'must say that it has an array of numbers of one type'"
  })
  void whatIsNoNumberIsRefused(String name, String message) {
    assertThatThrownBy(() -> NumpyArray.read(resource(name + ".npy")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(name + ".npy")
        .hasMessageContaining(message);
  }

  @Test
  void picklesAreRefused() {
    assertThatThrownBy(() -> read(file("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("an array of numbers of one type");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Random random = new Random(5);
    for (int dimensions = 0; dimensions < 6; dimensions++) {
      int[] shape = random.ints(dimensions, 1, 4).toArray();
      float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      NumpyArray.of(values, shape).write(out);

      NumpyArray again = read(out.toByteArray());
      assertThat(again.shape()).isEqualTo(shape);
      assertThat(again.floats()).isEqualTo(values);
    }
  }

  @Test
  void numpysOwnBytesAreWritten() throws IOException {
    for (String name : List.of("float32", "uint8", "int64")) {
      byte[] original = Files.readAllBytes(resource(name + ".npy"));
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      NumpyArray.read(resource(name + ".npy")).write(out);

      assertThat(out.toByteArray()).isEqualTo(original);
    }
  }

  @Test
  void bigEndianArraysAreWrittenLittleEndian() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    NumpyArray.read(resource("big_int32.npy")).write(out);

    assertThat(read(out.toByteArray()).integers()).isEqualTo(base());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2147483647, 2147483647)",
        "(99999999999999999999,)",
        "(65536, 65536)",
        "(1000000000, 0, 3000000000)",
        "(100000000,)"
      })
  void aShapeThatIsNotThereTakesNoMemory(String shape) {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";

    assertThatThrownBy(() -> read(file(header)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageMatching("(?s).*(at most|truncated|heap).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1}",
        "{'descr': '<f4', 'fortran_order': maybe, 'shape': (1,)}",
        "__import__('os')"
      })
  void brokenHeadersAreSaid(String header) {
    assertThatThrownBy(() -> read(file(header))).isInstanceOf(InvalidDataException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "b1, 100, truncated", // 16 bytes are there
    "b1, 101, heap",
    "i1, 101, heap",
    "u2, 101, heap",
    "f4, 100, truncated",
    "f4, 101, heap",
    "f8, 51, heap",
    "u1, 400, truncated", // stays bytes
    "u1, 401, heap"
  })
  void roomIsTakenForTheFloatsThatValuesBecome(String type, int values, String error) {
    byte[] file =
        file("{'descr': '<%s', 'fortran_order': False, 'shape': (%d,)}".formatted(type, values));
    NumpyArray.Budget room = new NumpyArray.Budget(400);

    assertThatThrownBy(() -> NumpyArray.read(new ByteArrayInputStream(file), "array", room))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(error);
  }

  @Test
  void everyTruncationOfAFileIsSaid() throws IOException {
    byte[] whole = Files.readAllBytes(resource("float32.npy"));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(InvalidDataException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("must end behind its 24 values");
  }

  @Test
  void damagedFilesAreReadOrRefusedButNothingElse() throws IOException {
    Random random = new Random(11);
    byte[] whole = Files.readAllBytes(resource("float32.npy"));
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(140)] = (byte) random.nextInt(256);
      try {
        assertThat(read(damaged).size()).isLessThanOrEqualTo(96);
      } catch (InvalidDataException e) {
        assertThat(e).hasMessageContaining("array");
      }
    }
  }

  @Test
  void anArchiveOfNumpyComesBack() {
    Path file = resource("compressed.npz");

    Map<String, NumpyArray> arrays = NumpyArchive.read(file, NumpyArchive.names(file));

    assertThat(arrays).containsOnlyKeys("x", "y", "z");
    assertThat(arrays.get("y").integers()).containsExactly(2, 0, 1, 1);
    assertThat(arrays.get("x").shape()).containsExactly(4, 2, 3);
  }

  @Test
  void anArchiveThatIsWrittenIsReadAgainAndIsTheSameEachTime() throws IOException {
    Map<String, NumpyArray> arrays =
        Map.of("x", NumpyArray.of(new float[] {1, 2}, 2), "y", NumpyArray.of(new int[] {7}, 1));
    Path one = folder.resolve("1.npz");
    Path two = folder.resolve("2.npz");
    write(arrays, one);
    write(arrays, two);

    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(NumpyArchive.read(one, List.of("y")).get("y").integers()).containsExactly(7);
    assertThatThrownBy(() -> NumpyArchive.read(one, List.of("q")))
        .hasMessageContaining("must have an array q, had [");
  }

  @Test
  void aZipThatUnpacksToMoreThanItSaysIsRefused() throws IOException {
    Path bomb = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(file("{'descr': '|u1', 'fortran_order': False, 'shape': (16,), }"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }

    assertThatThrownBy(() -> NumpyArchive.read(bomb, List.of("x")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("must end behind its 16 values");
  }

  @Test
  void whatIsNoZipIsSaid() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npz"), "PK but no zip");

    assertThatThrownBy(() -> NumpyArchive.names(text))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("must be a sound zip");
    assertThatThrownBy(() -> NumpyArchive.names(folder.resolve("none.npz")))
        .hasMessageContaining("must exist, was not there");
  }

  private static void write(Map<String, NumpyArray> arrays, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      NumpyArchive.write(arrays, out);
    }
  }

  private static int[] base() {
    return NumpyArray.read(resource("base.npy")).integers();
  }

  private static NumpyArray read(byte[] bytes) throws IOException {
    return NumpyArray.read(new ByteArrayInputStream(bytes), "array", new NumpyArray.Budget());
  }

  /** A file with this header and 16 bytes behind it. */
  private static byte[] file(String header) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + 16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static Path resource(String name) {
    try {
      return Path.of(NumpyArrayTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
