package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cvae.error.BackendException;
import dev.cvae.error.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken by accident: whatever it was, the answer is a ModelFileException. */
class DamagedFileTest {
  private final byte[] whole = ModelFiles.bytes(ModelFiles.small());

  @Test
  void aFileTruncatedAtAnyByteIsRefusedAsTruncated() {
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThat(catchThrowable(() -> ModelFiles.read(cut)))
          .as("%d of %d bytes", length, whole.length)
          .isExactlyInstanceOf(ModelFileException.class)
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void aFileWithAnyOneBitFlippedIsRefused() {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      whole[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(catchThrowable(() -> ModelFiles.read(whole)))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isExactlyInstanceOf(ModelFileException.class);
      whole[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(ModelFiles.read(whole).tensors()).hasSize(2);
  }

  @Test
  void whatWasMadeOfADamagedFileIsDiscarded(@TempDir Path folder) throws IOException {
    // given: a file whose last weight has changed, so that only its digest tells
    Path file = folder.resolve("damaged.safetensors");
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    List<Object> made = new ArrayList<>();
    List<Object> discarded = new ArrayList<>();

    // when
    Throwable thrown =
        catchThrowable(
            () ->
                ModelFile.read(
                    file,
                    model -> {
                      made.add(model);
                      return model;
                    },
                    discarded::add));

    // then
    assertThat(thrown)
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("damaged.safetensors: the file is damaged");
    assertThat(made).hasSize(1);
    assertThat(discarded).isEqualTo(made);
  }

  @Test
  void whatIsThrownOverADamagedFileIsItsDamage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);

    assertThatThrownBy(() -> ModelFile.read(file, DamagedFileTest::failing, unused -> {}))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("the file is damaged");
  }

  @Test
  void whatIsThrownOverAWholeFileIsThrown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("whole.safetensors");
    Files.write(file, whole);

    assertThatThrownBy(() -> ModelFile.read(file, DamagedFileTest::failing, unused -> {}))
        .isExactlyInstanceOf(BackendException.class)
        .hasMessage("no engine");
  }

  private static Object failing(ModelFile model) {
    throw new BackendException("no engine");
  }

  @Test
  void bytesAfterTheLastTensorAreRefused() {
    for (int more : new int[] {1, 4, 4096}) {
      assertThatThrownBy(() -> ModelFiles.read(Arrays.copyOf(whole, whole.length + more)))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(more + " bytes follow its last tensor");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 4_000_000_000_000L, 100_000_001})
  void aHeaderThatClaimsAnAbsurdLengthIsRefusedWithTheLength(long claimed) {
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed);

    assertThatThrownBy(() -> ModelFiles.read(whole))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a header of " + Long.toUnsignedString(claimed) + " bytes");
  }

  @Test
  void aHeaderThatIsLongerThanTheFileIsRefusedBeforeItIsAllocated() {
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(99_999_999);

    assertThatThrownBy(() -> ModelFiles.read(whole))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("truncated: 100000007 bytes are needed, and " + whole.length);
  }

  @Test
  void aZipAnImageAndATextAreNotModelFiles() throws IOException {
    // given
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("archive/data.pkl"));
      out.write(new byte[1000]);
    }
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D'};
    byte[] text = "latent,0.5\n1,2\n".getBytes(StandardCharsets.UTF_8);

    for (byte[] content : new byte[][] {zip.toByteArray(), png, text}) {
      assertThatThrownBy(() -> ModelFiles.read(content))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("not a model file");
    }
  }

  @Test
  void aFileThatIsMissingEmptyAFolderOrBrokenIsNamed() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      // given
      Path missing = files.getPath("missing.safetensors");
      Path empty = Files.createFile(files.getPath("empty.safetensors"));
      Path folder = Files.createDirectory(files.getPath("folder.safetensors"));
      Path broken = Files.write(files.getPath("broken.safetensors"), Arrays.copyOf(whole, 99));

      // when / then
      for (Path path : new Path[] {missing, empty, folder, broken}) {
        assertThatThrownBy(() -> ModelFile.read(path))
            .isInstanceOf(ModelFileException.class)
            .hasMessageStartingWith("cannot read " + path + ": ");
      }
      assertThatThrownBy(() -> ModelFile.read(missing)).hasMessageEndingWith("no such file");
      assertThatThrownBy(() -> ModelFile.read(empty)).hasMessageContaining("truncated");
    }
  }

  @Test
  void aStreamThatFailsGivesItsReason() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> ModelFile.read(failing))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("connection reset")
        .hasCauseInstanceOf(IOException.class);
  }
}
