package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page between two comments, {@code <!-- name -->} and {@code <!-- /name -->}, which
 * a program writes; the rest of the page is people's.
 *
 * @param name in the comments
 */
record MarkedSection(String name) {
  /** The page with another text between the comments. */
  String replaced(String page, String text) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "the page must have the lines %s and %s".formatted(begin.strip(), end));
    }
    return page.substring(0, from + begin.length()) + text.strip() + "\n" + page.substring(to);
  }

  void write(Path page, String text) throws IOException {
    Files.writeString(page, replaced(Files.readString(page), text));
  }
}
