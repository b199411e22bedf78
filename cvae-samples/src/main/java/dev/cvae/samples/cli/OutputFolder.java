package dev.cvae.samples.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder to be written into, checked before the work whose results it takes. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * Checks, as far as one can see beforehand, that it can be written into; it may not be there yet.
   *
   * @throws CommandFailedException if it is a file, or the file system refuses
   */
  static void requireWritable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new CommandFailedException("cannot write into " + folder + ": " + there + " is a file");
    }
    if (!Files.isWritable(there)) {
      throw new CommandFailedException("cannot write into " + folder + ": permission denied");
    }
  }
}
