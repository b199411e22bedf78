package dev.cvae.mnist;

import dev.cvae.error.InvalidDataException;
import java.util.List;

/**
 * What is where in a CSV file.
 *
 * @param header whether the first line names the columns
 * @param separator what stands between two fields
 * @param label the labels' column
 * @param labels the names of the labels that may occur; empty if the file decides
 */
record CsvLayout(boolean header, char separator, Column label, List<String> labels) {

  /** A column by its index or, if that is negative, by its name in the header. */
  record Column(int index, String name) {
    static final Column NONE = new Column(-1, "");

    boolean exists() {
      return !equals(NONE);
    }

    /** Its index in a file, or -1 if there is none. */
    int find(String file, List<String> header, int columns) {
      if (name.isEmpty()) {
        if (index >= columns) {
          throw new InvalidDataException(
              "%s must have label column %d, had columns 0..%d"
                  .formatted(file, index, columns - 1));
        }
        return index;
      }
      int found = header.indexOf(name);
      if (found < 0 || found != header.lastIndexOf(name)) {
        throw new InvalidDataException(
            "%s must have one label column \"%s\", had columns %s".formatted(file, name, header));
      }
      return found;
    }
  }

  CsvLayout separator(char newSeparator) {
    return new CsvLayout(header, newSeparator, label, labels);
  }

  CsvLayout label(Column newLabel) {
    return new CsvLayout(header, separator, newLabel, labels);
  }

  CsvLayout labels(List<String> newLabels) {
    return new CsvLayout(header, separator, label, List.copyOf(newLabels));
  }
}
