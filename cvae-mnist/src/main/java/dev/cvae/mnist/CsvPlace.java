package dev.cvae.mnist;

import dev.cvae.error.InvalidDataException;

/**
 * A field's place in a CSV file, for messages.
 *
 * @param file the file
 * @param line from 1
 * @param column from 0; messages count from 1, as they do lines
 * @param columnName what the header says; empty if there is none
 */
record CsvPlace(String file, long line, int column, String columnName) {
  private static final int LONGEST_QUOTE = 60;

  InvalidDataException error(String expected, String was) {
    String quoted = was.length() > LONGEST_QUOTE ? was.substring(0, LONGEST_QUOTE) + "…" : was;
    String name = columnName.isEmpty() ? "" : " (" + columnName + ")";
    return new InvalidDataException(
        "%s, line %d, column %d%s: expected %s, was \"%s\""
            .formatted(file, line, column + 1, name, expected, quoted));
  }
}
