package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * Data as the command line names it: {@code mnist}, {@code fashion-mnist:FOLDER}, a folder, a file,
 * or {@code -}.
 */
record DataName(String name) {
  static final String FORMS = "DATA";
  private static final String MNIST = "mnist";
  private static final String STANDARD_INPUT = "-";

  /** The two parts of a data set. */
  enum Part {
    TRAIN,
    TEST
  }

  /** Reads the name. */
  static final class Converter implements ITypeConverter<DataName> {
    @Override
    public DataName convert(String value) {
      return new DataName(value);
    }
  }

  Dataset read(Part part) {
    return parts(Optional.empty()).read(part);
  }

  /**
   * What the name stands for; standard input is read here, everything else when it is asked for.
   *
   * @param labelColumn of a CSV file
   */
  DataParts parts(Optional<String> labelColumn) {
    if (name.equalsIgnoreCase(MNIST)) {
      return DataParts.two(Mnist::train, Mnist::test);
    }
    if (name.equals(STANDARD_INPUT)) {
      return DataFile.standardInput(labelColumn);
    }
    int colon = name.indexOf(':');
    Optional<PublishedData> published =
        colon < 0 ? Optional.empty() : PublishedData.named(name.substring(0, colon));
    if (published.isPresent()) {
      return published.get().in(Path.of(name.substring(colon + 1)));
    }
    Path path = Path.of(name);
    return Files.isRegularFile(path)
        ? new DataFile(path, String.valueOf(path.getFileName())).parts(labelColumn)
        : DataFolder.parts(path);
  }
}
