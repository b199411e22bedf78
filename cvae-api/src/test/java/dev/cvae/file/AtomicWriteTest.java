package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cvae.error.ModelFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriteTest {
  private static final int BLOCK = 64;
  private static final byte[] OLD = {1, 2, 3};

  private final ModelFile model = ModelFiles.small();
  private final byte[] whole = ModelFiles.bytes(model);

  @Test
  void aFullFileSystemLeavesTheOldFileAndNothingElseWhereverTheSpaceEnds() throws IOException {
    int blocks = whole.length / BLOCK + 1;
    for (int room = 0; room <= blocks; room++) {
      Configuration configuration =
          Configuration.unix().toBuilder()
              .setBlockSize(BLOCK)
              .setMaxSize((long) BLOCK * (1 + room))
              .setWorkingDirectory("/")
              .build();
      try (FileSystem files = Jimfs.newFileSystem(configuration)) {
        // given a file of one block
        Path target = Files.write(files.getPath("/m.safetensors"), OLD);

        // when
        Throwable thrown = catchThrowable(() -> model.write(target));

        // then
        if (room < blocks) {
          assertThat(thrown)
              .as("room for %d of %d blocks", room, blocks)
              .isInstanceOf(ModelFileException.class)
              .hasMessageStartingWith("cannot write /m.safetensors: ")
              .hasCauseInstanceOf(IOException.class);
        } else {
          assertThat(thrown).isNull();
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(room < blocks ? OLD : whole);
        assertThat(list(files.getPath("/")))
            .doesNotHaveDuplicates()
            .filteredOn(path -> !path.equals(target))
            .isEmpty();
      }
    }
  }

  @Test
  void aReadOnlyFileSystemIsAClearError() {
    Path target = Path.of(URI.create("jrt:/java.base/java/lang/Object.class"));

    assertThatThrownBy(() -> model.write(target))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("cannot write " + target + ": ")
        .hasMessageContaining("ReadOnly");
    assertThat(Files.isRegularFile(target)).isTrue();
  }

  @Test
  void aFolderThatDoesNotExistIsNamedAndNotCreated() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path target = files.getPath("/missing/m.safetensors");

      assertThatThrownBy(() -> model.write(target))
          .isInstanceOf(ModelFileException.class)
          .hasMessageStartingWith("cannot write /missing/m.safetensors: ")
          .hasMessageNotContaining("/missing/."); // nobody asked for the file beside the target
      assertThat(Files.exists(target.getParent())).isFalse();
    }
  }

  @Test
  void aFolderIsNotReplaced(@TempDir Path folder) throws IOException {
    for (Path target : List.of(folder, folder.resolve("."), Path.of("/"), Path.of(""))) {
      assertThatThrownBy(() -> model.write(target))
          .isInstanceOf(ModelFileException.class)
          .hasMessage("cannot write " + target + ": it is a folder");
    }
    assertThat(list(folder)).isEmpty();
  }

  @Test
  void contentThatFailsHalfwayLeavesTheOldFile(@TempDir Path folder) throws IOException {
    // given
    Path target = Files.write(folder.resolve("m.safetensors"), OLD);
    Tensor a = new Tensor("a", new int[] {1}, new float[1]);
    ModelFile twice = new ModelFile(model.description(), model.provenance(), List.of(a, a));

    // when / then
    assertThatThrownBy(() -> twice.write(target)).isInstanceOf(ModelFileException.class);
    assertThatThrownBy(
            () ->
                AtomicWrite.to(
                    target,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("engine gone");
                    }))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("engine gone");
    assertThat(Files.readAllBytes(target)).isEqualTo(OLD);
    assertThat(list(folder)).containsExactly(target);
  }

  @Test
  void anInterruptedThreadLeavesTheOldFileAndKeepsItsFlag(@TempDir Path folder) throws IOException {
    // given
    Path target = Files.write(folder.resolve("m.safetensors"), OLD);

    // when
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> model.write(target));
    boolean flag = Thread.interrupted();

    // then
    assertThat(thrown).isInstanceOf(ModelFileException.class);
    assertThat(flag).isTrue();
    assertThat(Files.readAllBytes(target)).isEqualTo(OLD);
    assertThat(list(folder)).containsExactly(target);
  }

  @Test
  void aNameAsLongAsTheFileSystemAllowsCanBeWritten(@TempDir Path folder) throws IOException {
    // given 255 bytes, which ext4, APFS and NTFS allow
    Path target = folder.resolve("m".repeat(255 - 12) + ".safetensors");
    Files.write(target, OLD);

    // when
    model.write(target);

    // then
    assertThat(Files.readAllBytes(target)).isEqualTo(whole);
    assertThat(list(folder)).containsExactly(target);
  }

  @Test
  void aStreamThatFailsAnywhereGivesItsReason() {
    for (int room = 0; room < whole.length; room += 7) {
      FailingStream out = new FailingStream(room);

      assertThatThrownBy(() -> model.write(out))
          .as("room for %d bytes", room)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("no room")
          .hasCauseInstanceOf(IOException.class);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  /** Takes a number of bytes and then no more. */
  private static final class FailingStream extends OutputStream {
    private int room;

    FailingStream(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- == 0) {
        throw new IOException("no room");
      }
    }
  }
}
