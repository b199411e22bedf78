package dev.cvae.samples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Locale;

/** What a command prints, of which nothing may be lost unnoticed; looked at when it is done. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * Returns if all was written, or if nobody reads the pipe any longer, as with {@code | head}.
   *
   * @throws CommandFailedException if it could not be written, such as to a full disk
   */
  static void requireWritten() {
    if (System.out.checkError() && !readerHasLeft()) {
      throw new CommandFailedException("cannot write to standard output: some of it is lost");
    }
  }

  /** {@code System.out} keeps its error's reason to itself; another byte meets the same again. */
  private static boolean readerHasLeft() {
    try {
      new FileOutputStream(FileDescriptor.out).write('\n'); // not closed: it is the process's
      return false;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.toLowerCase(Locale.ROOT).contains("pipe")) { // so in most languages: Broken pipe
        return true;
      }
      throw new CommandFailedException("cannot write to standard output: " + reason, e);
    }
  }
}
