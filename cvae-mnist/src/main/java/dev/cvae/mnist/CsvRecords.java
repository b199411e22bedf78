package dev.cvae.mnist;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** The records of a CSV file, one after the other, as text. Used by one thread. */
final class CsvRecords {
  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final String file;
  private final Reader in;
  private final char separator;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private long nextLine = 1;
  private long line;
  private boolean lastWasReturn;

  /**
   * Records of a buffered reader.
   *
   * @param file for messages
   */
  CsvRecords(String file, Reader in, char separator) {
    this.file = file;
    this.in = in;
    this.separator = separator;
  }

  /** Goes on to the next record that is not blank; false if there is none. */
  boolean next() throws IOException {
    do {
      line = nextLine;
      if (!readRecord()) {
        return false;
      }
    } while (fields.size() == 1 && fields.get(0).isEmpty());
    return true;
  }

  /** The record's fields, until the next call of {@link #next()}. */
  List<String> fields() {
    return fields;
  }

  /** The line on which the record starts, from 1. */
  long line() {
    return line;
  }

  private boolean readRecord() throws IOException {
    fields.clear();
    int first = read();
    if (first == BYTE_ORDER_MARK && line == 1) {
      first = read();
    }
    if (first == END) {
      return false;
    }
    int behind = readField(first);
    while (behind == separator) {
      behind = readField(read());
    }
    return true;
  }

  /** Adds the field that starts with a character, and returns the one behind it. */
  private int readField(int first) throws IOException {
    field.setLength(0);
    int c = first;
    if (c == '"') {
      c = readQuoted();
      fields.add(field.toString());
      if (c != separator && c != '\n' && c != END) {
        throw new CsvPlace(file, line, fields.size() - 1, "")
            .error("a separator behind the closing quote", Character.toString(c));
      }
      return c;
    }
    for (; c != separator && c != '\n' && c != END; c = read()) {
      field.append((char) c);
    }
    fields.add(field.toString().strip());
    return c;
  }

  /** Reads up to the closing quote, and returns the character behind it. */
  private int readQuoted() throws IOException {
    while (true) {
      int c = read();
      if (c == '"') {
        c = read();
        if (c != '"') {
          return c;
        }
      }
      if (c == END) {
        throw new CsvPlace(file, line, fields.size(), "")
            .error("a closing quote before the end of the file", "\"" + field);
      }
      field.append((char) c);
    }
  }

  /** The next character, with every kind of line break as {@code '\n'}. */
  private int read() throws IOException {
    int c = in.read();
    if (c == '\n' && lastWasReturn) {
      c = in.read();
    }
    lastWasReturn = c == '\r';
    if (c == '\r' || c == '\n') {
      nextLine++;
      return '\n';
    }
    return c;
  }
}
