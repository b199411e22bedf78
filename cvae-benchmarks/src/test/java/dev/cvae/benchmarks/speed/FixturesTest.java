package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {
  @TempDir private Path folder;

  private Path file(String name, long millis) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void aFileIsMadeAgainOnceASourceIsNewer() throws IOException {
    Path made = file("made", 2000);
    assertThat(Fixtures.isStale(made, List.of(file("older", 1000)))).isFalse();
    assertThat(Fixtures.isStale(made, List.of(file("newer", 3000)))).isTrue();
    assertThat(Fixtures.isStale(folder.resolve("missing"), List.of())).isTrue();
  }

  @Test
  void whatACommandShouldHaveWrittenIsNotTakenFromBefore() throws IOException {
    Path before = file("before", 1000);
    List<String> idle =
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");
    assertThatThrownBy(() -> Fixtures.make(before, idle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not made by");
  }
}
