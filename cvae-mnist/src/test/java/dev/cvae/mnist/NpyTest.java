package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data from files that NumPy wrote; what they hold is in the README beside them. */
class NpyTest {
  @TempDir Path folder;

  @Test
  void numbersAreTakenAsTheyAreAndBytesStandForZeroToOne() {
    Dataset numbers = Npy.read(resource("float32.npy"));
    Dataset bytes = Npy.read(resource("uint8.npy"));

    assertThat(numbers.shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(numbers.name()).isEqualTo("float32.npy");
    assertThat(numbers.size()).isEqualTo(4);
    for (int row = 0; row < 4; row++) {
      for (int i = 0; i < 6; i++) {
        assertThat(bytes.row(row)[i]).isEqualTo(8 * numbers.row(row)[i] / 255);
      }
    }
  }

  @Test
  void theFirstDimensionCountsTheRows() throws IOException {
    assertThat(Npy.read(file(1)).shape()).isEqualTo(Shape.of(1));
    assertThat(Npy.read(file(1, 5)).shape()).isEqualTo(Shape.of(5));
    assertThat(Npy.read(file(1, 5, 4)).shape()).isEqualTo(Shape.of(1, 5, 4));
    assertThat(Npy.read(file(1, 3, 5, 4)).shape()).isEqualTo(Shape.of(3, 5, 4));
    assertThat(Npy.read(file(2, 3, 1, 5, 4)).shape()).isEqualTo(Shape.of(3, 1, 5, 4));
    assertThatThrownBy(() -> Npy.read(file())).hasMessageContaining("is a single number");
    assertThatThrownBy(() -> Npy.read(file(0, 3))).hasMessageContaining("has none");
    assertThatThrownBy(() -> Npy.read(file(3, 0))).hasMessageContaining("has none");
  }

  @Test
  void labelsAreWholeNumbersOneARow() throws IOException {
    Path values = file(2, 3);
    Path labels = write(NumpyArray.of(new int[] {4, 0}, 2));

    Dataset data = Npy.read(values, labels);

    assertThat(data.conditions()).isEqualTo(ConditionSchema.label(5));
    assertThat(data.label(0)).isEqualTo(4);
    assertThatThrownBy(() -> Npy.read(values, values))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("one whole number a row to be labels");
    assertThatThrownBy(() -> Npy.read(values, write(NumpyArray.of(new int[] {1}, 1))))
        .isInstanceOf(InvalidDataException.class);
    assertThatThrownBy(() -> Npy.read(values, write(NumpyArray.of(new int[] {1, -1}, 2))))
        .isInstanceOf(InvalidDataException.class);
  }

  @Test
  void anArchiveHasRowsAndLabels() {
    Dataset data = Npz.read(resource("compressed.npz"));

    assertThat(data.fingerprint())
        .isEqualTo(
            Npy.read(resource("float32.npy")).labelled(new int[] {2, 0, 1, 1}).fingerprint());
    assertThat(data.name()).isEqualTo("compressed.npz");
    assertThat(Npz.hasParts(resource("compressed.npz"))).isFalse();
  }

  @Test
  void theOnlyArrayOfAnArchiveIsItsRows() {
    Dataset data = Npz.read(resource("one.npz"));

    assertThat(data.fingerprint()).isEqualTo(Npy.read(resource("float32.npy")).fingerprint());
  }

  @Test
  void anArchiveMayHaveTwoParts() {
    Path file = resource("parts.npz");

    assertThat(Npz.hasParts(file)).isTrue();
    assertThat(Npz.train(file)).hasToString("parts.npz train: 4 rows of 1×2×3, label 0..3");
    assertThat(Npz.test(file)).hasToString("parts.npz test: 2 rows of 1×2×3, label 0..1");
    assertThat(Npz.test(file).label(0)).isEqualTo(1);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("must have an array x, had [x_train, y_train, x_test, y_test]");
  }

  @Test
  void anArrayIsReadByItsName() throws IOException {
    Path file = folder.resolve("many.npz");
    NumpyArray rows = NumpyArray.of(new float[] {1, 2, 3, 4}, 2, 2);
    try (OutputStream out = Files.newOutputStream(file)) {
      NumpyArchive.write(Map.of("a", rows, "b", NumpyArray.of(new int[] {0, 2}, 2)), out);
    }

    assertThat(Npz.read(file, "a")).hasToString("many.npz a: 2 rows of 2, no condition");
    assertThat(Npz.read(file, "a", "b").label(1)).isEqualTo(2);
  }

  private Path file(int... shape) throws IOException {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return write(NumpyArray.of(new float[size], shape));
  }

  private Path write(NumpyArray array) throws IOException {
    Path file = Files.createTempFile(folder, "array", ".npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      array.write(out);
    }
    return file;
  }

  private static Path resource(String name) {
    try {
      return Path.of(NpyTest.class.getResource("numpy/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
