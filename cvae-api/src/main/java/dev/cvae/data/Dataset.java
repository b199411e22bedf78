package dev.cvae.data;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Column;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data in memory, with a label or other conditions each, or without.
 *
 * <pre>{@code
 * Dataset rows    = Dataset.of(measurements);                         // float[][], a row each
 * Dataset digits  = Dataset.of(pixels, Shape.of(1, 28, 28))           // byte[], 0..255 stand for 0..1
 *                          .labelled(labels);                         // int[], a row each
 * Dataset flowers = Dataset.of(measurements)
 *                          .with("species", species)                  // String[]: a category
 *                          .with("height", heights);                  // double[]: a number
 * Dataset.Split s = digits.split(0.9, 0);  // s.train(), s.validation()
 * }</pre>
 *
 * <p>With conditions, a model fitted to it is conditional; {@link #unlabelled()} makes it a plain
 * VAE. Whole numbers are categories, others are numbers: give ages as {@code double[]}. Subsets
 * share the values and keep the schema: the threes and sevens of ten digits still have ten classes.
 * Bytes stay bytes until a batch is filled. Arrays are copied on the way in. Immutable; any thread
 * may use it.
 */
public final class Dataset implements DataSource, DatasetConditions, DatasetParts {
  private final String name;
  private final Rows values;
  private final Shape shape;
  private final int[] rows; // which stored row is the i-th of this data set
  private final ConditionColumns conditions; // by stored row
  private final float @Nullable [] weights; // by stored row

  private Dataset(
      String name,
      Rows values,
      Shape shape,
      int[] rows,
      ConditionColumns conditions,
      float @Nullable [] weights) {
    if (rows.length == 0) {
      throw new InvalidDataException("data must have at least one row, had none");
    }
    this.name = name;
    this.values = values;
    this.shape = shape;
    this.rows = rows;
    this.conditions = conditions;
    this.weights = weights;
  }

  private Dataset(Rows values, Shape shape, int count) {
    this("rows", values, shape, all(count), ConditionColumns.of(List.of()), null);
  }

  /**
   * Rows of numbers without labels.
   *
   * @param rows one array a row, all of one length
   * @return the data, of shape (length of a row)
   * @throws InvalidDataException if there is no row, or one is empty or of another length
   */
  public static Dataset of(float[][] rows) {
    Rows.Floats values = Rows.of(rows);
    return new Dataset(values, Shape.of(values.features()), rows.length);
  }

  /**
   * Rows of numbers with a label each: short for {@code of(rows).labelled(labels)}.
   *
   * @param rows one array a row, all of one length
   * @param labels one a row, from 0
   * @return the data, of shape (length of a row)
   */
  public static Dataset of(float[][] rows, int[] labels) {
    return of(rows).labelled(labels);
  }

  /**
   * Rows of numbers of a given shape, such as {@code samples.rows()} and {@code samples.shape()}.
   *
   * @param rows one array a row, each as long as the shape's size
   * @param shape the shape of one row
   * @return the data, without labels
   * @throws InvalidDataException if a row has another length
   */
  public static Dataset of(float[][] rows, Shape shape) {
    Rows.Floats values = Rows.of(rows);
    if (values.features() != shape.size()) {
      throw new InvalidDataException(
          "rows must have %d values (shape %s), row 0 has %d"
              .formatted(shape.size(), shape, values.features()));
    }
    return new Dataset(values, shape, rows.length);
  }

  /**
   * Rows of numbers from one flat array.
   *
   * @param values row by row
   * @param shape the shape of one row
   * @return the data, without labels
   * @throws InvalidDataException if the length is not a multiple of the shape's size
   */
  public static Dataset of(float[] values, Shape shape) {
    int count = Rows.count(values.length, shape);
    return new Dataset(new Rows.Floats(values.clone(), shape.size()), shape, count);
  }

  /**
   * Rows of bytes from one flat array; a byte 0..255 stands for the number 0..1, byte / 255.
   *
   * @param values row by row
   * @param shape the shape of one row
   * @return the data, without labels
   * @throws InvalidDataException if the length is not a multiple of the shape's size
   */
  public static Dataset of(byte[] values, Shape shape) {
    int count = Rows.count(values.length, shape);
    return new Dataset(new Rows.Bytes(values.clone(), shape.size()), shape, count);
  }

  /**
   * This data with a field more, or in place of one of the same name.
   *
   * @param column one value a row
   * @return new data that shares the values
   * @throws InvalidDataException if the column has more or fewer rows
   */
  @Override
  public Dataset with(Column column) {
    String field = column.field().name();
    DatasetColumn.requireOneEach(field, column.rows(), size());
    List<Column> columns = columnsWithout(field);
    columns.add(column.scattered(rows));
    return new Dataset(name, values, shape, rows, ConditionColumns.of(columns), weights);
  }

  /**
   * This data without one of its fields.
   *
   * @param field the field's name
   * @return new data that shares the values
   */
  public Dataset without(String field) {
    ConditionColumns others = ConditionColumns.of(columnsWithout(field));
    return new Dataset(name, values, shape, rows, others, weights);
  }

  /**
   * This data without labels or any other condition.
   *
   * @return new data that shares the values
   */
  public Dataset unlabelled() {
    return new Dataset(name, values, shape, rows, ConditionColumns.of(List.of()), weights);
  }

  /**
   * This data with a weight a row: how much it counts in a fit and in an evaluation. Only their
   * ratios matter; they are scaled to an average of 1. A row of weight 2 counts as if it were there
   * twice.
   *
   * @param perRow one a row, finite, 0 or more, not all 0
   * @return new data that shares the values
   */
  public Dataset weighted(float[] perRow) {
    DatasetColumn.requireOneEach("weights", perRow.length, size());
    return new Dataset(name, values, shape, rows, conditions, Rows.weights(perRow, rows));
  }

  /**
   * This data under another name.
   *
   * @param newName what the data is, for people
   * @return new data that shares the values
   */
  public Dataset named(String newName) {
    return new Dataset(newName, values, shape, rows, conditions, weights);
  }

  /**
   * This data with rows of another shape, of the same values in the same order: flat ones as
   * images.
   *
   * @param newShape of the same size
   * @return new data that shares the values
   * @throws InvalidDataException if it is of another size
   */
  public Dataset shaped(Shape newShape) {
    if (newShape.size() != shape.size()) {
      throw new InvalidDataException(
          "rows must have %d values (shape %s) to be of that shape, have %d (shape %s)"
              .formatted(newShape.size(), newShape, shape.size(), shape));
    }
    return new Dataset(name, values, newShape, rows, conditions, weights);
  }

  /**
   * This data with each value made 1 above a threshold and 0 up to it.
   *
   * @param threshold in the units of the values, such as 0.5
   * @return new data that shares the values
   */
  public Dataset threshold(float threshold) {
    Rows thresholded = new Rows.Thresholded(values, shape.size(), threshold);
    return new Dataset(name, thresholded, shape, rows, conditions, weights);
  }

  /**
   * The two parts that {@code split} gives.
   *
   * @param train the part with the given share
   * @param validation the rest
   */
  public record Split(Dataset train, Dataset validation) {}

  /**
   * Some of these rows, in any order, each as often as it is named.
   *
   * @param indices which, 0 to {@code size() - 1}
   * @return new data that shares the values
   */
  @Override
  public Dataset rows(int... indices) {
    return new Dataset(name, values, shape, stored(indices), conditions, weights);
  }

  /**
   * One row's values.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array
   */
  public float[] row(int row) {
    FloatBuffer out = FloatBuffer.allocate(shape.size());
    values.fill(rows[row], out);
    return out.array();
  }

  /**
   * One row's label.
   *
   * @param row 0 to {@code size() - 1}
   * @return the label
   * @throws InvalidDataException if there are no labels
   */
  @Override
  public int label(int row) {
    int field = conditions().indexOf(Condition.LABEL);
    if (field < 0 || !(conditions().fields().get(field) instanceof CategoryField)) {
      throw new InvalidDataException("data must have labels for this, had none (" + name + ")");
    }
    return conditions.codes(field)[rows[row]];
  }

  /**
   * One row's condition.
   *
   * @param row 0 to {@code size() - 1}
   * @return what is known of it; {@link Condition#none()} if nothing is
   */
  public Condition condition(int row) {
    return conditions.row(rows[row]);
  }

  /**
   * One row's weight.
   *
   * @param row 0 to {@code size() - 1}
   * @return 1, unless the data is {@linkplain #weighted weighted}
   */
  public float weight(int row) {
    return weights == null ? 1 : weights[rows[row]];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ConditionSchema conditions() {
    return conditions.schema();
  }

  @Override
  public long size() {
    return rows.length;
  }

  @Override
  public Batches inOrder() {
    return pass(rows);
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return pass(stored(order.permutation(rows.length)));
  }

  @Override
  public void requireWithin(ValueRange range) {
    if (!(values.withinUnit() && range.lowest() <= 0 && range.highest() >= 1)) {
      DataSource.super.requireWithin(range);
    }
  }

  @Override
  public void requireConditions(ConditionSchema schema) {
    schema.checkCoveredBy(conditions());
    ConditionColumns one = new ConditionColumns(schema, 1);
    for (int row = 0; row < rows.length; row++) { // without the values
      for (int field = 0; field < schema.fields().size(); field++) {
        DatasetPass.copy(conditions, rows[row], one.column(field), 0, row);
      }
      one.check(1, row);
    }
  }

  @Override
  public String toString() {
    return name + ": " + rows.length + " rows of " + shape + ", " + conditions();
  }

  private Batches pass(int[] storedRows) {
    return new DatasetPass(values, conditions, weights, storedRows);
  }

  private int[] stored(int[] order) {
    return Arrays.stream(order).map(row -> rows[row]).toArray();
  }

  private List<Column> columnsWithout(String field) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < conditions().fields().size(); i++) {
      if (!conditions().fields().get(i).name().equals(field)) {
        columns.add(conditions.column(i));
      }
    }
    return columns;
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }
}
