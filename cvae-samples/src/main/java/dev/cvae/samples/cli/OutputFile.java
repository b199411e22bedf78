package dev.cvae.samples.cli;

import dev.cvae.error.InvalidSettingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * A file to be written, checked before the work that fills it begins. It appears as a whole or not
 * at all: written beside the target, then moved over it.
 */
final class OutputFile {
  private final Path path;

  private OutputFile(Path path) {
    this.path = path;
  }

  /**
   * A file that, as far as one can see beforehand, can be written.
   *
   * @param option which asks for it, for messages
   * @param path the target
   * @param endings that its name may have, such as {@code .npy}; any if none is given
   * @throws InvalidSettingException if it has another, and is not {@code -}, standard output
   * @throws CommandFailedException if its folder is missing, or the file system refuses
   */
  static OutputFile of(String option, Path path, String... endings) {
    OutputFile file = new OutputFile(path);
    if (isStandardOutput(path)) {
      return file;
    }
    if (endings.length > 0 && Arrays.stream(endings).noneMatch(file::endsIn)) {
      throw InvalidSettingException.of(option, "must end in " + String.join(" or ", endings), path);
    }
    Path folder = file.folder();
    if (!Files.isDirectory(folder)) {
      throw file.cannotBeWritten("there is no folder " + folder);
    }
    if (Files.isDirectory(path)) {
      throw file.cannotBeWritten("it is a folder");
    }
    if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
      throw file.cannotBeWritten("permission denied");
    }
    return file;
  }

  /**
   * A file as {@link #of} has it, which is none for a pipe.
   *
   * @throws InvalidSettingException also for {@code -}
   */
  static OutputFile notPiped(String option, Path path, String... endings) {
    if (isStandardOutput(path)) {
      throw InvalidSettingException.of(option, "must be a file", path);
    }
    return of(option, path, endings);
  }

  /** What fills a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Whether a path, {@code -}, stands for standard output. */
  static boolean isStandardOutput(Path path) {
    return path.toString().equals("-");
  }

  void write(Content content) {
    if (isStandardOutput(path)) {
      writeToStandardOutput(content);
    } else {
      writeToFile(content);
    }
  }

  private static void writeToStandardOutput(Content content) {
    OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    try {
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new CommandFailedException("cannot write to standard output: " + e, e);
    }
  }

  private void writeToFile(Content content) {
    Path beside = folder().resolve(".cvae-" + UUID.randomUUID() + ".part");
    try {
      try (OutputStream file = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW);
          OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
        content.writeTo(out);
      } catch (IOException | RuntimeException | Error e) {
        Files.deleteIfExists(beside);
        throw e;
      }
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailedException("cannot write " + path + ": " + e, e);
    }
  }

  boolean endsIn(String ending) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  Path path() {
    return path;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private Path folder() {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder; // the root is its own
  }

  private CommandFailedException cannotBeWritten(String reason) {
    return new CommandFailedException("cannot write " + path + ": " + reason);
  }
}
