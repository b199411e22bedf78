package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The rows that a model is asked about. */
final class DataOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "mnist|DIR",
      converter = DataName.Converter.class,
      description = "The digits in the jar, or a folder of idx files such as Fashion-MNIST's.")
  private DataName data = new DataName("");

  @Option(
      names = "--part",
      paramLabel = "train|test",
      description = "Which part of it; test by default.")
  private DataName.Part part = DataName.Part.TEST;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows.")
  private Optional<Integer> limit = Optional.empty();

  Dataset read() {
    Dataset all = data.read(part);
    return limit.map(all::first).orElse(all);
  }
}
