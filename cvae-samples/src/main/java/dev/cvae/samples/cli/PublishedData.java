package dev.cvae.samples.cli;

import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.DownloadOptions;
import dev.cvae.mnist.Emnist;
import dev.cvae.mnist.FashionMnist;
import dev.cvae.mnist.Kmnist;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The data sets that can be downloaded, as the command line names them. */
@SuppressWarnings("ImmutableEnumChecker") // references to methods, which hold nothing
enum PublishedData {
  FASHION_MNIST(
      FashionMnist::download, FashionMnist::train, FashionMnist::test, FashionMnist.classes()),
  KMNIST(Kmnist::download, Kmnist::train, Kmnist::test, List.of()),
  EMNIST_BALANCED(
      Emnist.BALANCED::download,
      Emnist.BALANCED::train,
      Emnist.BALANCED::test,
      Emnist.BALANCED.classes()),
  EMNIST_DIGITS(Emnist.DIGITS::download, Emnist.DIGITS::train, Emnist.DIGITS::test, List.of()),
  EMNIST_LETTERS(
      Emnist.LETTERS::download,
      Emnist.LETTERS::train,
      Emnist.LETTERS::test,
      Emnist.LETTERS.classes());

  static final String NAMES =
      "fashion-mnist, kmnist, emnist-balanced, emnist-digits or emnist-letters";

  private final BiConsumer<Path, DownloadOptions> downloads;
  private final Function<Path, Dataset> train;
  private final Function<Path, Dataset> test;
  private final List<String> classes; // empty if labels have no names

  PublishedData(
      BiConsumer<Path, DownloadOptions> downloads,
      Function<Path, Dataset> train,
      Function<Path, Dataset> test,
      List<String> classes) {
    this.downloads = downloads;
    this.train = train;
    this.test = test;
    this.classes = classes;
  }

  /** The one of a name such as {@code fashion-mnist}. */
  static Optional<PublishedData> named(String name) {
    return Arrays.stream(values()).filter(data -> data.toString().equals(name)).findFirst();
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<PublishedData> {
    @Override
    public PublishedData convert(String name) {
      return named(name)
          .orElseThrow(() -> new TypeConversionException("must be " + NAMES + ", was " + name));
    }
  }

  void download(Path folder, DownloadOptions options) {
    downloads.accept(folder, options);
  }

  DataParts in(Path folder) {
    return DataParts.two(() -> named(train.apply(folder)), () -> named(test.apply(folder)));
  }

  /** Labels keep their numbers, and have the names of their classes. */
  private Dataset named(Dataset rows) {
    if (classes.isEmpty()) {
      return rows;
    }
    int[] codes = IntStream.range(0, Math.toIntExact(rows.size())).map(rows::label).toArray();
    return rows.with(Condition.LABEL, codes, classes.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
