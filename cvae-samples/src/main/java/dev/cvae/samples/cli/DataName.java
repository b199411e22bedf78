package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import dev.cvae.mnist.Idx;
import dev.cvae.mnist.Mnist;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A data set as the command line names it: {@code mnist}, or a folder of idx files. */
record DataName(String name) {
  private static final String MNIST = "mnist";

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
    boolean train = part == Part.TRAIN;
    if (name.equalsIgnoreCase(MNIST)) {
      return train ? Mnist.train() : Mnist.test();
    }
    Path folder = Path.of(name);
    return train ? Idx.train(folder) : Idx.test(folder);
  }
}
