package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFolderTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void makeAFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("kuzushiji"));
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte, train-labels-idx1-ubyte",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte",
    "train-images.idx3-ubyte.gz, train-labels-idx1-ubyte",
  })
  void theUsualNamesOfTheTrainingPart(String images, String labels) {
    write(images, images(2));
    write(labels, IdxFiles.labels(0, 5));
    write("README.md", new byte[0]);

    Dataset train = Idx.train(folder);

    assertThat(train.name()).isEqualTo("kuzushiji train");
    assertThat(train.size()).isEqualTo(2);
    assertThat(train.conditions()).isEqualTo(ConditionSchema.label(6));
  }

  @ParameterizedTest
  @CsvSource({
    "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz",
    "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte",
    "test-images-idx3-ubyte, test-labels-idx1-ubyte",
  })
  void theUsualNamesOfTheTestPart(String images, String labels) {
    write(images, images(3));
    write(labels, IdxFiles.labels(0, 1, 2));
    write("train-images-idx3-ubyte", images(1));

    Dataset test = Idx.test(folder);

    assertThat(test.name()).isEqualTo("kuzushiji test");
    assertThat(test.size()).isEqualTo(3);
  }

  @Test
  void aPrefixThatIsTheOnlyOneNeedNotBeSaid() {
    writePair("emnist-letters-test", 4);

    assertThat(Idx.test(folder).name()).isEqualTo("emnist-letters test");
  }

  @Test
  void aPrefixChoosesAmongSeveral() {
    writePair("emnist-letters-train", 4);
    writePair("emnist-digits-train", 3);
    writePair("train", 2);

    assertThat(Idx.train(folder, "emnist-letters").size()).isEqualTo(4);
    assertThat(Idx.train(folder, "emnist-digits").name()).isEqualTo("emnist-digits train");
    assertThat(Idx.train(folder, "").name()).isEqualTo("kuzushiji train");
    assertThatThrownBy(() -> Idx.train(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "folder %s must have one data set, "
                + "or be read with one of the prefixes [, emnist-digits, emnist-letters]",
            folder);
  }

  @Test
  void anUnzippedFileGoesBeforeItsZippedTwin() {
    writePair("train", 2);
    write("train-images-idx3-ubyte.gz", new byte[] {1, 2, 3});

    assertThat(Idx.train(folder).size()).isEqualTo(2);
  }

  @Test
  void twoFilesForOnePartAreAnError() {
    writePair("t10k", 2);
    writePair("test", 2);

    assertThatThrownBy(() -> Idx.test(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("had [t10k-images-idx3-ubyte, test-images-idx3-ubyte] of the idx");
  }

  @Test
  void aFolderWithoutLabelsNamesWhatIsMissing() {
    write("train-images-idx3-ubyte", images(2));

    assertThatThrownBy(() -> Idx.train(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "folder %s must have one file named like "
                + "train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz, "
                + "had none of the idx files [train-images-idx3-ubyte]",
            folder);
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> Idx.train(folder.resolve("nowhere")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("nowhere cannot be listed");
  }

  private void writePair(String stem, int count) {
    write(stem + "-images-idx3-ubyte", images(count));
    write(stem + "-labels-idx1-ubyte", IdxFiles.labels(new int[count]));
  }

  private void write(String name, byte[] content) {
    IdxFiles.write(folder.resolve(name), content);
  }

  private static byte[] images(int count) {
    return IdxFiles.bytes(new byte[count * 6], count, 2, 3);
  }
}
