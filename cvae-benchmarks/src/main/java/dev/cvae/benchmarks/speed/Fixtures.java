package dev.cvae.benchmarks.speed;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.cvae.mnist.Mnist;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
  Path digits() throws IOException {
    for (String part : List.of("train", "t10k")) {
      copy(part + "-images-idx3-ubyte.gz");
      copy(part + "-labels-idx1-ubyte.gz");
    }
    return folder;
  }

  private void copy(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = Objects.requireNonNull(Mnist.class.getResourceAsStream(name))) {
        Files.copy(in, aside(file), REPLACE_EXISTING);
      }
      Files.move(aside(file), file, REPLACE_EXISTING);
    }
  }

  /** The article's model, trained for an epoch by this library. */
  Path model() throws IOException, InterruptedException {
    Path file = folder.resolve("digits.safetensors");
    if (!Files.exists(file)) {
      make(aside(file), Java.on("djl").run(Training.class, "1", "0", aside(file).toString()));
      Files.move(aside(file), file, REPLACE_EXISTING);
    }
    return file;
  }

  /** The article's model, trained for an epoch by PyTorch in Python. */
  Path weights(Path python) throws IOException, InterruptedException {
    Path file = folder.resolve("digits.pt");
    Path script = script("article_cvae.py");
    if (isStale(file, List.of(script))) {
      List<String> command =
          List.of(
              python.toString(),
              script.toString(),
              "train",
              digits().toString(),
              "tuned",
              "1",
              "0",
              aside(file).toString());
      make(aside(file), command);
      Files.move(aside(file), file, REPLACE_EXISTING);
    }
    return file;
  }

  /** The class path of the program for DeepLearning4J, which Maven builds and fetches. */
  String dl4jClassPath() throws IOException, InterruptedException {
    Path pom = DL4J.resolve("pom.xml");
    Path list = DL4J_BUILD.resolve("classpath"); // what the build writes last
    if (isStale(list, List.of(pom, DL4J.resolve(Path.of("src", "main", "java", "Dl4jVae.java"))))) {
      make(list, List.of("mvn", "-q", "-B", "-f", pom.toString(), "process-classes"));
    }
    return DL4J_BUILD.resolve("classes") + File.pathSeparator + Files.readString(list).strip();
  }

  /** Where a file is written before it is whole, so that a killed run leaves no part to believe. */
  private static Path aside(Path file) {
    return file.resolveSibling("part-" + file.getFileName());
  }

  /** Whether a file is not there, or older than one that it is made from. */
  static boolean isStale(Path file, List<Path> sources) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    FileTime made = Files.getLastModifiedTime(file);
    for (Path source : sources) {
      if (Files.getLastModifiedTime(source).compareTo(made) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Runs a command that writes a file; one from before does not count. */
  static void make(Path file, List<String> command) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0 || !Files.exists(file)) {
      throw new IOException("%s was not made by %s: %d".formatted(file, command, exit));
    }
  }
}
