package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Replaces a file as a whole: whatever happens, the target is the old file or the new one. */
final class AtomicWrite {
  private static final String BESIDE = ".cvae-";

  private AtomicWrite() {}

  /** Writes a file's content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void to(Path target, Content content) {
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw new ModelFileException("cannot write " + target + ": it is a folder");
    }
    Path beside = target.resolveSibling(BESIDE + UUID.randomUUID());
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ModelFileException("cannot write " + target + ": there is no folder " + folder);
    }
    try {
      try {
        writeAndForce(beside, content);
        move(beside, target);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException
        | UnsupportedOperationException e) { // a read-only file system throws the latter
      throw new ModelFileException("cannot write " + target + ": " + reason(e), e);
    }
  }

  /** Deletes what processes that were killed while they wrote have left in a folder. */
  static void deleteBrokenOff(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, BESIDE + "*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ModelFileException("cannot clean " + folder + ": " + reason(e), e);
    }
  }

  /**
   * What went wrong, for a message; some exceptions of the file system have only their class to say
   * it.
   */
  static String reason(Exception e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(
          from, to, StandardCopyOption.REPLACE_EXISTING); // the file system has nothing better
    }
  }
}
