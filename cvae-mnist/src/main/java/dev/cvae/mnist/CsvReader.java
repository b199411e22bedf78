package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one CSV file: its records become a flat array of numbers, and labels beside it. */
final class CsvReader {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final String file;
  private final String name;
  private final CsvLayout layout;
  private final CsvLabels labels;
  private List<String> header = List.of();
  private int labelColumn = -1;
  private float[] values = new float[1024];
  private int size;

  CsvReader(Path path, CsvLayout layout) {
    this.file = "CSV file " + path;
    this.name = String.valueOf(path.getFileName());
    this.layout = layout;
    this.labels = new CsvLabels(layout.labels());
  }

  Csv.Table read(Reader in) throws IOException {
    CsvRecords records = new CsvRecords(file, in, layout.separator());
    if (layout.header() && records.next()) {
      header = List.copyOf(records.fields());
    }
    if (!records.next()) {
      throw new InvalidDataException(file + " must have at least one row, had none");
    }
    int columns = header.isEmpty() ? records.fields().size() : header.size();
    labelColumn = layout.label().find(file, header, columns);
    boolean labelled = layout.label().exists();
    int features = labelled ? columns - 1 : columns;
    if (features == 0) {
      throw new InvalidDataException(file + " must have a column of numbers, had the label's only");
    }
    do {
      addRow(records, columns);
    } while (records.next());
    Dataset rows = Dataset.of(Arrays.copyOf(values, size), Shape.of(features)).named(name);
    Dataset data = labelled ? labels.label(rows) : rows;
    return new Csv.Table(data, featureNames(), labelled ? labels.names() : List.of());
  }

  private void addRow(CsvRecords records, int columns) {
    List<String> fields = records.fields();
    if (fields.size() != columns) {
      throw new InvalidDataException(
          "%s, line %d: expected %d fields as in the first line, was %d"
              .formatted(file, records.line(), columns, fields.size()));
    }
    for (int column = 0; column < columns; column++) {
      String field = fields.get(column);
      if (column == labelColumn) {
        labels.add(field, place(records, column));
      } else {
        add(number(field, records, column));
      }
    }
  }

  private float number(String field, CsvRecords records, int column) {
    if (!DECIMAL.matcher(field).matches()) {
      throw place(records, column).error("a number", field);
    }
    float value = Float.parseFloat(field);
    if (Float.isInfinite(value)) {
      throw place(records, column).error("a number up to 3.4e38", field);
    }
    return value;
  }

  private void add(float value) {
    if (size == values.length) {
      if (size == MOST_VALUES) {
        throw new InvalidDataException(file + " must have less than 2^31 values, had more");
      }
      values = Arrays.copyOf(values, (int) Math.min(MOST_VALUES, 2L * size));
    }
    values[size++] = value;
  }

  private CsvPlace place(CsvRecords records, int column) {
    String columnName = header.isEmpty() ? "" : header.get(column);
    return new CsvPlace(file, records.line(), column, columnName);
  }

  private List<String> featureNames() {
    List<String> names = new ArrayList<>(header);
    if (!header.isEmpty() && layout.label().exists()) {
      names.remove(labelColumn);
    }
    return names;
  }
}
