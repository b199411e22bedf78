package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** A file of pairs, a line each, to which every run adds: the table is filled in several goes. */
final class Results {
  private final Path file;

  Results(Path file) {
    this.file = file;
  }

  void add(Pair pair) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(
        file,
        pair.toJson() + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** All pairs, the oldest first. */
  List<Pair> pairs() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().filter(l -> !l.isBlank()).map(Pair::parse).toList();
  }

  /** The pairs of a contest. */
  List<Pair> pairs(String contest) throws IOException {
    return pairs().stream().filter(pair -> pair.contest().equals(contest)).toList();
  }
}
