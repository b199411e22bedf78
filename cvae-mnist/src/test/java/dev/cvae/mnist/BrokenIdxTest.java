package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error names the file, the offset and what was expected there. */
class BrokenIdxTest {
  private static final int HEADER = 16;

  @TempDir Path folder;
  private byte[] sound; // 3 images of 4 × 5

  @BeforeEach
  void writeASoundFile() {
    byte[] values = new byte[3 * 4 * 5];
    new Random(1).nextBytes(values);
    sound = IdxFiles.bytes(values, 3, 4, 5);
  }

  @Test
  void aMissingFile() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> Idx.read(missing))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("idx file " + missing + " must exist, was not there");
  }

  @Test
  void aFolderInPlaceOfAFile() {
    assertThatThrownBy(() -> Idx.read(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("idx file " + folder);
  }

  @Test
  void anEmptyFile() {
    assertBroken(new byte[0], 0, "expected an idx file's two zero bytes, was the end of the file");
  }

  @Test
  void anotherKindOfFile() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n'};

    assertBroken(png, 0, "expected an idx file's two zero bytes, was 0x89");
  }

  @Test
  void aTypeThatDoesNotExist() {
    assertBroken(
        with(sound, 2, 0x42),
        2,
        "expected values of type 0x08 (unsigned byte) or 0x0D (float), was 0x42");
  }

  @Test
  void aTypeThatIsNotSupported() {
    assertBroken(
        with(sound, 2, 0x0C),
        2,
        "expected values of type 0x08 (unsigned byte) or 0x0D (float), was 0x0C");
  }

  @Test
  void noDimension() {
    assertBroken(with(sound, 3, 0), 3, "expected 1 dimension or more, was 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aDimensionOfZero(int dimension) {
    int offset = 4 + 4 * dimension;

    assertBroken(
        with(sound, offset + 3, 0),
        offset,
        "expected dimension " + dimension + " to be positive, was 0");
  }

  @Test
  void aDimensionThatNoArrayHas() {
    byte[] file = IdxFiles.header(IdxFiles.UNSIGNED_BYTE, -1, 28, 28);

    assertBroken(file, 4, "expected at most 2147483639 values, was 1 × 4294967295 or more");
  }

  @Test
  void dimensionsThatOverflowTogether() {
    byte[] file = IdxFiles.header(IdxFiles.UNSIGNED_BYTE, 65_536, 65_536, 1);

    assertBroken(file, 8, "expected at most 2147483639 values, was 65536 × 65536 or more");
  }

  @Test
  void floatsThatOverflowAsBytes() {
    byte[] file = IdxFiles.header(IdxFiles.FLOAT, 1 << 20, 1 << 9);

    assertBroken(file, 8, "expected at most 536870909 values, was 1048576 × 512 or more");
  }

  @Test
  void aHeaderThatClaimsMuchMoreThanThereIs() {
    byte[] file = IdxFiles.header(IdxFiles.UNSIGNED_BYTE, 100_000_000, 1);

    assertBroken(
        file, 12, "expected 100000000×1 values up to offset 100000012, was the end of the file");
  }

  @Test
  void aByteTooMany() {
    assertBroken(
        IdxFiles.join(sound, new byte[1]),
        sound.length,
        "expected the end of the file behind 3×1×4×5 values, was another byte");
  }

  @Test
  void aFileTruncatedAtAnyByte() {
    for (int length = 0; length < sound.length; length++) {
      byte[] truncated = Arrays.copyOf(sound, length);
      InvalidDataException error = assertBroken(() -> Idx.read(write(truncated)));
      int offset = Integer.parseInt(error.getMessage().replaceAll(".*, offset (\\d+).*", "$1"));

      assertThat(offset).isEqualTo(length);
      assertThat(error).hasMessageEndingWith("was the end of the file");
    }
  }

  @Test
  void aZippedFileTruncatedAtAnyByte() {
    byte[] zipped = IdxFiles.gzip(sound);
    for (int length = 0; length < zipped.length; length++) {
      byte[] truncated = Arrays.copyOf(zipped, length);

      assertBroken(() -> Idx.read(write(truncated)));
    }
  }

  @Test
  void aTruncatedFileThatWasZippedAfterwards() {
    Path file = write(IdxFiles.gzip(Arrays.copyOf(sound, 30)));

    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "idx file %s, offset 30 when unzipped: "
                + "expected 3×1×4×5 values up to offset 76, was the end of the file",
            file);
  }

  @Test
  void aHeaderWithAnyBitFlipped() {
    for (int bit = 0; bit < 8 * HEADER; bit++) {
      byte[] flipped = withFlippedBit(sound, bit);

      assertBroken(() -> Idx.read(write(flipped)));
    }
  }

  @Test
  void aZippedFileWithAnyBitFlippedIsAnErrorOrReadsTheSame() {
    String expected = Idx.read(write(sound)).fingerprint();
    byte[] zipped = IdxFiles.gzip(sound);
    for (int bit = 0; bit < 8 * zipped.length; bit++) {
      Path file = write(withFlippedBit(zipped, bit));
      try { // gzip's own header has fields that do not matter, such as its time
        Dataset read = Idx.read(file);
        assertThat(read.fingerprint()).as("bit %d", bit).isEqualTo(expected);
      } catch (InvalidDataException e) {
        assertThat(e).as("bit %d", bit).hasMessageContaining(file.toString());
      }
    }
  }

  @Test
  void aWrongChecksum() {
    byte[] zipped = IdxFiles.gzip(sound);

    Path file = write(withFlippedBit(zipped, 8 * (zipped.length - 8)));

    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "idx file %s, behind offset %d: expected a sound gzip stream, was broken",
            file, sound.length);
  }

  @Test
  void moreLabelsThanImages() {
    assertLabelsBroken(IdxFiles.labels(1, 2, 3, 4), 4, "expected 3 labels, one an image, was 4");
  }

  @Test
  void fewerLabelsThanImages() {
    assertLabelsBroken(IdxFiles.labels(1, 2), 4, "expected 3 labels, one an image, was 2");
  }

  @Test
  void imagesInPlaceOfLabels() {
    assertLabelsBroken(sound, 3, "expected one dimension, a label a row, was 3×1×4×5");
  }

  @Test
  void floatsInPlaceOfLabels() {
    assertLabelsBroken(
        IdxFiles.floats(new float[3], 3),
        2,
        "expected values of type 0x08 (unsigned byte), was 0x0D");
  }

  @Test
  void labelsThatAreTruncated() {
    byte[] truncated = Arrays.copyOf(IdxFiles.labels(1, 2, 3), 10);

    assertLabelsBroken(
        truncated, 10, "expected 3×1 labels up to offset 11, was the end of the file");
  }

  @Test
  void aLabelBeyondTheClasses() {
    Path images = write(sound);
    Path labels = IdxFiles.write(folder.resolve("labels"), IdxFiles.labels(1, 200, 3));

    assertThatThrownBy(() -> Idx.read(images, labels, 10))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("idx file " + labels + ", offset 9: expected a label 0..9, was 200");
  }

  private void assertBroken(byte[] content, int offset, String message) {
    Path file = write(content);
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("idx file %s, offset %d: %s", file, offset, message);
  }

  private void assertLabelsBroken(byte[] content, int offset, String message) {
    Path images = write(sound);
    Path labels = IdxFiles.write(folder.resolve("labels"), content);
    assertThatThrownBy(() -> Idx.read(images, labels))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("idx file %s, offset %d: %s", labels, offset, message);
  }

  private InvalidDataException assertBroken(ThrowingCallable read) {
    InvalidDataException error = catchThrowableOfType(InvalidDataException.class, read);
    assertThat(error).isNotNull().hasMessageContaining(folder.toString());
    return error;
  }

  private Path write(byte[] content) {
    return IdxFiles.write(folder.resolve("file"), content);
  }

  private static byte[] with(byte[] file, int offset, int value) {
    byte[] changed = file.clone();
    changed[offset] = (byte) value;
    return changed;
  }

  private static byte[] withFlippedBit(byte[] file, int bit) {
    return with(file, bit / 8, file[bit / 8] ^ 1 << bit % 8);
  }
}
