package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
  private static final String MARK = "Written by a test.";
  private static final String OURS = "// " + MARK + "\n";

  @TempDir private Path temporary;
  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  @BeforeEach
  void twoFiles() {
    contents.put("a.js", bytes(OURS + "new"));
    contents.put("b.html", bytes(OURS + "new"));
  }

  @Test
  void theFolderIsMadeWithItsParents() {
    Path folder = temporary.resolve("deep/er");

    new ExportFolder(folder, MARK).write(contents);

    assertThat(folder.resolve("b.html")).hasContent(OURS + "new");
    assertThat(names(folder)).containsExactly("a.js", "b.html");
  }

  @Test
  void anEarlierExportIsReplacedAndOtherFilesStay() throws IOException {
    Files.writeString(temporary.resolve("a.js"), OURS + "old");
    Files.writeString(temporary.resolve("mine.txt"), "mine");
    ExportFolder folder = new ExportFolder(temporary, MARK);

    folder.check(contents.keySet());
    folder.write(contents);

    assertThat(temporary.resolve("a.js")).hasContent(OURS + "new");
    assertThat(temporary.resolve("mine.txt")).hasContent("mine");
    assertThat(names(temporary)).containsExactly("a.js", "b.html", "mine.txt");
  }

  @Test
  void somebodyElsesFileIsNotReplaced() throws IOException {
    Files.writeString(temporary.resolve("b.html"), "<h1>My home page</h1>");
    ExportFolder folder = new ExportFolder(temporary, MARK);

    assertThatThrownBy(() -> folder.check(contents.keySet()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("folder must have no b.html but one of an earlier export, was " + temporary);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "mine");

    assertThatThrownBy(() -> new ExportFolder(file, MARK).check(contents.keySet()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("folder must be a folder or not exist, was " + file);
  }

  @Test
  void aFailureBeforeTheLastFileIsCompleteLeavesNothing() throws IOException {
    contents.put("no-such-folder/c.js", bytes(OURS));
    Path fresh = temporary.resolve("deep/er");
    Path used = Files.createDirectory(temporary.resolve("used"));
    Files.writeString(used.resolve("a.js"), OURS + "old");

    assertThatThrownBy(() -> new ExportFolder(fresh, MARK).write(contents))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + fresh);
    assertThatThrownBy(() -> new ExportFolder(used, MARK).write(contents))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(names(temporary)).containsExactly("used");
    assertThat(names(used)).containsExactly("a.js");
    assertThat(used.resolve("a.js")).hasContent(OURS + "old");
  }

  @Test
  void aFailedMoveLeavesNoTemporaryFile() throws IOException {
    Files.createDirectories(temporary.resolve("b.html/in the way"));

    assertThatThrownBy(() -> new ExportFolder(temporary, MARK).write(contents))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(names(temporary)).containsExactly("a.js", "b.html");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
