package dev.cvae.samples.cli;

import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.mnist.Csv;
import dev.cvae.mnist.Npy;
import dev.cvae.mnist.Npz;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of rows: {@code .npy}, {@code .npz} or CSV with a header, told apart by content.
 *
 * @param path where it lies
 * @param name what it is called
 */
record DataFile(Path path, String name) {
  /** What is piped in, kept in a file until the process ends. */
  static DataParts standardInput(Optional<String> labelColumn) {
    try {
      Path file = Files.createTempFile("cvae", ".in");
      file.toFile().deleteOnExit();
      Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
      return new DataFile(file, "standard input").parts(labelColumn);
    } catch (IOException e) {
      throw new CommandFailedException("cannot read standard input: " + e, e);
    }
  }

  DataParts parts(Optional<String> labelColumn) {
    int first = firstByte();
    if (first == 'P' && Npz.hasParts(path)) {
      return DataParts.two(
          () -> Npz.train(path).named(name + " train"), () -> Npz.test(path).named(name + " test"));
    }
    return switch (first) {
      case 'P' -> DataParts.one(() -> Npz.read(path).named(name));
      case 0x93 -> DataParts.one(() -> Npy.read(path).named(name));
      default -> DataParts.one(() -> csv(labelColumn).named(name));
    };
  }

  /** A zip begins with P, as no number does; an array with a byte that is no text. */
  private int firstByte() {
    try (InputStream in = Files.newInputStream(path)) {
      int first = in.read();
      boolean zip = first == 'P' && in.read() == 'K' && in.read() == 3;
      return first == 'P' && !zip ? 'p' : first;
    } catch (IOException e) {
      throw new CommandFailedException("cannot read " + name + ": " + e, e);
    }
  }

  private Dataset csv(Optional<String> labelColumn) {
    Csv csv = Csv.withHeader();
    Optional<String> column = labelColumn.or(this::usualLabelColumn);
    return column.isPresent() ? labelled(csv.label(column.get())) : unlabelled(csv);
  }

  private Dataset unlabelled(Csv csv) {
    try {
      return csv.read(path).data();
    } catch (InvalidDataException e) {
      String message = String.valueOf(e.getMessage());
      throw message.contains("expected a number,")
          ? new InvalidDataException(message + "; --label-column NAME says where labels are", e)
          : e;
    }
  }

  private Dataset labelled(Csv csv) {
    Csv.Table table = csv.read(path);
    return table.labels().isEmpty() ? table.data() : named(table.data(), table.labels());
  }

  /** The column named label, if the header has one. */
  private Optional<String> usualLabelColumn() {
    try (BufferedReader in = Files.newBufferedReader(path)) {
      String header = Optional.ofNullable(in.readLine()).orElse("").replace("\"", "");
      return Arrays.stream(header.split(",", -1))
          .map(String::strip)
          .filter(Condition.LABEL::equals)
          .findFirst();
    } catch (IOException e) {
      throw new CommandFailedException("cannot read " + name + ": " + e, e);
    }
  }

  /** Labels by name, so that another file, with other classes in it, means the same by them. */
  static Dataset named(Dataset rows, List<String> names) {
    String[] ofRows = new String[Math.toIntExact(rows.size())];
    for (int row = 0; row < ofRows.length; row++) {
      ofRows[row] = names.get(rows.label(row));
    }
    return rows.unlabelled().with(Condition.LABEL, ofRows);
  }
}
