package dev.cvae.samples.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model. */
final class ModelFileOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The model, as cvae train or GenerativeModel.save wrote it.")
  private Path path = Path.of("");

  Path path() {
    return path;
  }
}
