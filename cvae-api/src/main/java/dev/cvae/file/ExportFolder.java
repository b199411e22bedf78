package dev.cvae.file;

import dev.cvae.error.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A folder that an exporter writes its files to. All are written beside their targets first and
 * moved over them only when the last one is complete; a file that somebody else put there is never
 * replaced. Safe for use from many threads, but not for two exports to one folder at a time.
 */
public final class ExportFolder {
  private static final int MARK_WITHIN = 200; // bytes

  private final Path folder;
  private final String mark;

  /**
   * A folder, which need not exist.
   *
   * @param folder where the files go
   * @param mark ASCII that stands within the first 200 bytes of each file of this exporter, so that
   *     a later export knows its own files
   */
  public ExportFolder(Path folder, String mark) {
    this.folder = folder;
    this.mark = mark;
  }

  /**
   * Checks that files can go here without destroying anything.
   *
   * @param names the files
   * @throws InvalidSettingException if the folder is a file, or has files of these names that are
   *     not an earlier export's
   * @throws UncheckedIOException if such a file cannot be read
   */
  public void check(Iterable<String> names) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw InvalidSettingException.of("folder", "must be a folder or not exist", folder);
    }
    for (String name : names) {
      if (Files.exists(folder.resolve(name)) && !isOurs(folder.resolve(name))) {
        throw InvalidSettingException.of(
            "folder", "must have no " + name + " but one of an earlier export", folder);
      }
    }
  }

  private boolean isOurs(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MARK_WITHIN);
      return new String(start, StandardCharsets.US_ASCII).contains(mark);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /**
   * Writes files, all or none; only a failure among the final moves can leave new ones beside old.
   *
   * @param contents each file's content by its name; the last is moved last
   * @throws UncheckedIOException if the file system refuses; what was made has been removed
   */
  public void write(Map<String, byte[]> contents) {
    Deque<Path> created = new ArrayDeque<>(); // folders, the deepest first
    Map<Path, Path> moves = new LinkedHashMap<>();
    try {
      createFolders(created);
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        Path beside = folder.resolve("." + content.getKey() + "." + UUID.randomUUID());
        moves.put(beside, folder.resolve(content.getKey()));
        Files.write(beside, content.getValue());
      }
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        move(move.getKey(), move.getValue());
      }
    } catch (IOException
        | UnsupportedOperationException e) { // a read-only system throws the latter
      delete(moves.keySet(), e);
      if (!created.isEmpty()) {
        delete(moves.values(), e);
        delete(created, e);
      }
      throw failed("write", folder, e);
    }
  }

  private static void delete(Iterable<Path> paths, Exception cause) {
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException | UnsupportedOperationException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private void createFolders(Deque<Path> created) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path at : missing) {
      Files.createDirectory(at);
      created.push(at);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static UncheckedIOException failed(String verb, Path path, Exception e) {
    IOException cause = e instanceof IOException io ? io : new IOException(e);
    return new UncheckedIOException("cannot " + verb + " " + path, cause);
  }
}
