package dev.cvae.samples.cli;

import dev.cvae.data.Shape;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How files of rows are to be understood, where they do not say so themselves. */
final class LayoutOptions {
  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "The column of a CSV file with the labels; label by default, if there is one.")
  private Optional<String> labelColumn = Optional.empty();

  @Option(
      names = "--shape",
      split = ",",
      paramLabel = "N",
      description = "The shape of a row, such as 1,28,28, where rows are flat, as in CSV.")
  private int[] shape = {};

  DataParts open(DataName data) {
    return data.parts(labelColumn);
  }

  /** The shape that was asked for, if one was. */
  Optional<Shape> shape() {
    return shape.length == 0 ? Optional.empty() : Optional.of(Shape.of(shape));
  }
}
