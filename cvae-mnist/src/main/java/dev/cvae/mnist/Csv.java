package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * How to read rows of numbers, with or without a label each, from a CSV file.
 *
 * <pre>{@code
 * Csv.Table iris = Csv.withHeader().label("species").read(Path.of("iris.csv"));
 * iris.data();       // iris.csv: 150 rows of 4, label 0..2
 * iris.columns();    // [sepal length, sepal width, petal length, petal width]
 * iris.labels();     // [setosa, versicolor, virginica]: the names of label 0, 1 and 2
 *
 * Dataset digits = Csv.withoutHeader().label(0).read(Path.of("digits.csv")).data();
 * }</pre>
 *
 * <p><b>The file</b> is text in UTF-8, a row a line, its fields apart by a comma or another {@link
 * #separator(char)}. A field may stand in double quotes, and then have separators, line breaks and
 * doubled quotes inside (RFC 4180). Blank lines are skipped. Every column but the label's has a
 * finite decimal number in each row, such as {@code -1.5e3}; rows are of shape (columns without the
 * label).
 *
 * <p><b>Labels</b> that are all whole numbers are taken as they are, from 0. If any is not, all are
 * names: label 0 is the first of them in the order of {@link String#compareTo}, and so on. {@link
 * #labels(List)} fixes names and order, as for a test file that must agree with the one trained on;
 * it also declares whole numbers of which some may not occur, {@code List.of("0", "1", "2")}.
 *
 * <p><b>Errors</b> name the file, the line and the column (both from 1, as editors do) and the
 * value. Immutable: each setting gives a new description, the last one wins. Any thread may use it.
 */
public final class Csv {
  private final CsvLayout layout;

  private Csv(CsvLayout layout) {
    this.layout = layout;
  }

  /**
   * Files whose first line names the columns.
   *
   * @return a description with comma and without a label
   */
  public static Csv withHeader() {
    return new Csv(new CsvLayout(true, ',', CsvLayout.Column.NONE, List.of()));
  }

  /**
   * Files whose first line is a row.
   *
   * @return a description with comma and without a label
   */
  public static Csv withoutHeader() {
    return new Csv(new CsvLayout(false, ',', CsvLayout.Column.NONE, List.of()));
  }

  /**
   * What stands between two fields; a comma unless set.
   *
   * @param separator such as {@code ';'} or {@code '\t'}
   * @return a new description
   * @throws InvalidSettingException if it is a quote, a line break, or may be part of a number
   */
  public Csv separator(char separator) {
    if ("\"\r\n+-.eE".indexOf(separator) >= 0 || Character.isDigit(separator)) {
      throw InvalidSettingException.of(
          "separator",
          "must not be a quote, a line break or part of a number",
          "'" + separator + "'");
    }
    return new Csv(layout.separator(separator));
  }

  /**
   * The label's column, by its name in the header.
   *
   * @param column the name, exactly
   * @return a new description
   * @throws InvalidSettingException if the files have no header, or the name is empty
   */
  public Csv label(String column) {
    if (column.isEmpty()) {
      throw InvalidSettingException.of("label", "must be a column's name or index", "\"\"");
    }
    if (!layout.header()) {
      throw InvalidSettingException.of(
          "label", "must be a column's index where there is no header", '"' + column + '"');
    }
    return new Csv(layout.label(new CsvLayout.Column(-1, column)));
  }

  /**
   * The label's column, by its index.
   *
   * @param column from 0
   * @return a new description
   * @throws InvalidSettingException if it is negative
   */
  public Csv label(int column) {
    if (column < 0) {
      throw InvalidSettingException.of("label", "must be a column's index from 0", column);
    }
    return new Csv(layout.label(new CsvLayout.Column(column, "")));
  }

  /**
   * The names of label 0, 1, 2 and so on; one that is not among them is an error.
   *
   * <pre>{@code
   * Csv csv = Csv.withHeader().label("species");
   * Csv.Table train = csv.read(Path.of("train.csv"));
   * Csv.Table test  = csv.labels(train.labels()).read(Path.of("test.csv"));
   * }</pre>
   *
   * @param names all that may occur, each once; empty for what the file has
   * @return a new description
   * @throws InvalidSettingException if a name occurs twice
   */
  public Csv labels(List<String> names) {
    if (new HashSet<>(names).size() != names.size()) {
      throw InvalidSettingException.of("labels", "must differ from one another", names);
    }
    return new Csv(layout.labels(names));
  }

  /**
   * Reads a file.
   *
   * @param file where it is
   * @return its rows, named after it
   * @throws InvalidDataException if the file cannot be read, has no row or no column of numbers,
   *     has not the label's column, or has a row of another length, a field that is not a finite
   *     number, a quote without an end, a negative label or one that is not among the {@link
   *     #labels(List)}
   */
  public Table read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return new CsvReader(file, layout).read(in);
    } catch (NoSuchFileException e) {
      throw new InvalidDataException("CSV file " + file + " must exist, was not there", e);
    } catch (CharacterCodingException e) {
      throw new InvalidDataException("CSV file " + file + " must be text in UTF-8, was not", e);
    } catch (IOException e) {
      throw new InvalidDataException("CSV file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * What a CSV file held.
   *
   * @param data the rows, of shape (columns without the label), with labels if a column has them
   * @param columns the names of the data's columns; empty if the file has no header
   * @param labels the names of label 0, 1, 2 and so on; empty if labels are whole numbers, or none
   */
  public record Table(Dataset data, List<String> columns, List<String> labels) {
    /**
     * Copies the lists.
     *
     * @param data the rows
     * @param columns the names of the data's columns
     * @param labels the names of the labels
     */
    public Table {
      columns = List.copyOf(columns);
      labels = List.copyOf(labels);
    }
  }
}
