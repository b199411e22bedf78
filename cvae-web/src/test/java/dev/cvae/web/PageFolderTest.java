package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFolderTest {
  private static final String OURS = "// " + PageFolder.MARK + "\n";

  @TempDir private Path temporary;
  private final Map<String, String> contents = new LinkedHashMap<>();

  @BeforeEach
  void twoFiles() {
    contents.put("a.js", OURS + "new");
    contents.put("b.html", OURS + "new");
  }

  @Test
  void theFolderIsMadeWithItsParents() {
    Path folder = temporary.resolve("deep/er");

    new PageFolder(folder).write(contents);

    assertThat(folder.resolve("b.html")).hasContent(OURS + "new");
    assertThat(names(folder)).containsExactly("a.js", "b.html");
  }

  @Test
  void anEarlierExportIsReplacedAndOtherFilesStay() throws IOException {
    Files.writeString(temporary.resolve("a.js"), OURS + "old");
    Files.writeString(temporary.resolve("mine.txt"), "mine");
    PageFolder folder = new PageFolder(temporary);

    folder.check(contents.keySet());
    folder.write(contents);

    assertThat(temporary.resolve("a.js")).hasContent(OURS + "new");
    assertThat(temporary.resolve("mine.txt")).hasContent("mine");
    assertThat(names(temporary)).containsExactly("a.js", "b.html", "mine.txt");
  }

  @Test
  void somebodyElsesFileIsNotReplaced() throws IOException {
    Files.writeString(temporary.resolve("b.html"), "<h1>My home page</h1>");
    PageFolder folder = new PageFolder(temporary);

    assertThatThrownBy(() -> folder.check(contents.keySet()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("folder must have no b.html but one of an earlier export, was " + temporary);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "mine");

    assertThatThrownBy(() -> new PageFolder(file).check(contents.keySet()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("folder must be a folder or not exist, was " + file);
  }

  @Test
  void aFailureBeforeTheLastFileIsCompleteLeavesNothing() throws IOException {
    contents.put("no-such-folder/c.js", OURS);
    Path fresh = temporary.resolve("deep/er");
    Path used = Files.createDirectory(temporary.resolve("used"));
    Files.writeString(used.resolve("a.js"), OURS + "old");

    assertThatThrownBy(() -> new PageFolder(fresh).write(contents))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + fresh);
    assertThatThrownBy(() -> new PageFolder(used).write(contents))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(names(temporary)).containsExactly("used");
    assertThat(names(used)).containsExactly("a.js");
    assertThat(used.resolve("a.js")).hasContent(OURS + "old");
  }

  @Test
  void aFailedMoveLeavesNoTemporaryFile() throws IOException {
    Files.createDirectories(temporary.resolve("b.html/in the way"));

    assertThatThrownBy(() -> new PageFolder(temporary).write(contents))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(names(temporary)).containsExactly("a.js", "b.html");
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
