package dev.cvae.benchmarks.speed;

import dev.cvae.mnist.Mnist;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What contenders need before they start: each is made when it is first asked for, and kept in a
 * folder for the next run.
 */
final class Fixtures {
  private static final Path PYTHON = Path.of("src", "main", "python");
  private static final Path DL4J = Path.of("src", "main", "dl4j");
  private static final Path DL4J_BUILD = Path.of("target", "dl4j");

  private final Path folder;

  Fixtures(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** A script of this module. */
  static Path script(String name) {
    return PYTHON.resolve(name);
  }

  /** A folder with MNIST's four files. */
  Path digits() {
    try {
      for (String part : List.of("train", "t10k")) {
        copy(part + "-images-idx3-ubyte.gz");
        copy(part + "-labels-idx1-ubyte.gz");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(String name) throws IOException {
    if (!Files.exists(folder.resolve(name))) {
      try (InputStream in = Objects.requireNonNull(Mnist.class.getResourceAsStream(name))) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  /** The article's model, trained for an epoch by this library. */
  Path model() {
    Path file = folder.resolve("digits.safetensors");
    return made(file, Java.on("djl").run(Training.class, "1", "0", file.toString()));
  }

  /** The article's model, trained for an epoch by PyTorch in Python. */
  Path weights(Path python) {
    Path file = folder.resolve("digits.pt");
    List<String> command =
        List.of(
            python.toString(),
            script("article_cvae.py").toString(),
            "train",
            digits().toString(),
            "tuned",
            "1",
            "0",
            file.toString());
    return made(file, command);
  }

  /** The class path of the program for DeepLearning4J, which Maven builds and fetches. */
  String dl4jClassPath() {
    Path list = DL4J_BUILD.resolve("classpath");
    List<String> command =
        List.of("mvn", "-q", "-B", "-f", DL4J.resolve("pom.xml").toString(), "process-classes");
    try {
      return DL4J_BUILD.resolve("classes")
          + File.pathSeparator
          + Files.readString(made(list, command)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path made(Path file, List<String> command) {
    try {
      if (!Files.exists(file)) {
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0 || !Files.exists(file)) {
          throw new IOException("%s was not made by %s: %d".formatted(file, command, exit));
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + file + " was made", e);
    }
  }
}
