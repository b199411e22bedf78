package dev.cvae.data;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data in memory, with or without a label each.
 *
 * <pre>{@code
 * Dataset rows    = Dataset.of(measurements);                         // float[][], a row each
 * Dataset digits  = Dataset.of(pixels, Shape.of(1, 28, 28))           // byte[], 0..255 stand for 0..1
 *                          .labelled(labels);                         // int[], a row each
 * Dataset.Split s = digits.split(0.9, 0);  // s.train(), s.validation()
 * }</pre>
 *
 * <p>With labels, a model fitted to it is conditional; {@link #unlabelled()} makes it a plain VAE.
 * Subsets share the values and keep the schema: the threes and sevens of ten digits still have ten
 * classes. Bytes stay bytes until a batch is filled. Arrays are copied on the way in. Immutable;
 * any thread may use it.
 */
public final class Dataset implements DataSource {
  private final String name;
  private final Rows values;
  private final Shape shape;
  private final int[] rows; // which stored row is the i-th of this data set
  private final int @Nullable [] labels; // by stored row
  private final ConditionSchema conditions;

  private Dataset(
      String name,
      Rows values,
      Shape shape,
      int[] rows,
      int @Nullable [] labels,
      ConditionSchema conditions) {
    if (rows.length == 0) {
      throw new InvalidDataException("data must have at least one row, had none");
    }
    this.name = name;
    this.values = values;
    this.shape = shape;
    this.rows = rows;
    this.labels = labels;
    this.conditions = conditions;
  }

  /**
   * Rows of numbers without labels.
   *
   * @param rows one array a row, all of one length
   * @return the data, of shape (length of a row)
   * @throws InvalidDataException if there is no row, or one is empty or of another length
   */
  public static Dataset of(float[][] rows) {
    if (rows.length == 0) {
      throw new InvalidDataException("data must have at least one row, had none");
    }
    int features = rows[0].length;
    if (features == 0) {
      throw new InvalidDataException("rows must have at least one value, row 0 has none");
    }
    float[] flat = new float[arrayLength(rows.length, features)];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != features) {
        throw new InvalidDataException(
            "rows must all have the same length, row 0 has %d values and row %d has %d"
                .formatted(features, row, rows[row].length));
      }
      System.arraycopy(rows[row], 0, flat, row * features, features);
    }
    Shape shape = Shape.of(features);
    return new Dataset(
        "rows",
        new Rows.Floats(flat, features),
        shape,
        all(rows.length),
        null,
        ConditionSchema.none());
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
    Dataset flat = of(rows);
    if (flat.shape.size() != shape.size()) {
      throw new InvalidDataException(
          "rows must have %d values (shape %s), row 0 has %d"
              .formatted(shape.size(), shape, flat.shape.size()));
    }
    return new Dataset(flat.name, flat.values, shape, flat.rows, null, flat.conditions);
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
    int count = rowCount(values.length, shape);
    Rows rows = new Rows.Floats(values.clone(), shape.size());
    return new Dataset("rows", rows, shape, all(count), null, ConditionSchema.none());
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
    int count = rowCount(values.length, shape);
    Rows rows = new Rows.Bytes(values.clone(), shape.size());
    return new Dataset("rows", rows, shape, all(count), null, ConditionSchema.none());
  }

  /**
   * This data with a label a row; as many classes as the largest label needs. Labels count from 0:
   * with labels 1 to n there would be a class 0 without a row.
   *
   * @param labels one a row, from 0
   * @return new data that shares the values
   */
  public Dataset labelled(int[] labels) {
    int largest = Math.max(0, Arrays.stream(labels).max().orElse(0));
    return labelled(labels, largest == Integer.MAX_VALUE ? largest : largest + 1);
  }

  /**
   * This data with a label a row, of a given number of classes.
   *
   * @param labels one a row, 0 to {@code classes - 1}
   * @param classes how many classes there are, whether or not each occurs
   * @return new data that shares the values
   * @throws InvalidDataException if the number of labels differs from that of rows, or one is
   *     negative or beyond the classes
   */
  public Dataset labelled(int[] labels, int classes) {
    if (labels.length != rows.length) {
      throw new InvalidDataException(
          "labels must be one a row, were %d for %d rows".formatted(labels.length, rows.length));
    }
    ConditionSchema schema = ConditionSchema.label(classes);
    int[] byStoredRow = new int[1 + Arrays.stream(rows).max().orElse(0)];
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new InvalidDataException(
            "labels must lie in 0..%d, was %d in row %d".formatted(classes - 1, labels[row], row));
      }
      byStoredRow[rows[row]] = labels[row];
    }
    return new Dataset(name, values, shape, rows, byStoredRow, schema);
  }

  /**
   * This data without its labels.
   *
   * @return new data that shares the values
   */
  public Dataset unlabelled() {
    return new Dataset(name, values, shape, rows, null, ConditionSchema.none());
  }

  /**
   * This data under another name.
   *
   * @param newName what the data is, for people
   * @return new data that shares the values
   */
  public Dataset named(String newName) {
    return new Dataset(newName, values, shape, rows, labels, conditions);
  }

  /**
   * The first rows.
   *
   * @param count how many, at least 1; all if there are fewer
   * @return new data that shares the values
   */
  public Dataset first(int count) {
    if (count < 1) {
      throw InvalidSettingException.of("count", "must be positive", count);
    }
    return subset(Arrays.copyOf(rows, Math.min(count, rows.length)));
  }

  /**
   * The rows whose index fulfils a predicate.
   *
   * @param keep says of an index, 0 to {@code size() - 1}, whether to keep its row
   * @return new data that shares the values and has the same schema
   * @throws InvalidDataException if no row is left
   */
  public Dataset filter(IntPredicate keep) {
    return subset(IntStream.range(0, rows.length).filter(keep).map(row -> rows[row]).toArray());
  }

  /**
   * The rows that have one of some labels.
   *
   * @param wanted the labels
   * @return new data that shares the values and has the same classes
   * @throws InvalidDataException if no row is left, or there are no labels
   */
  public Dataset withLabel(int... wanted) {
    int[] known = requireLabels();
    return filter(row -> Arrays.stream(wanted).anyMatch(label -> label == known[rows[row]]));
  }

  /**
   * The first rows of each label, in the order of the data.
   *
   * @param countPerLabel how many of each label, at least 1; all of a label that has fewer
   * @return new data that shares the values
   * @throws InvalidDataException if there are no labels
   */
  public Dataset balanced(int countPerLabel) {
    if (countPerLabel < 1) {
      throw InvalidSettingException.of("countPerLabel", "must be positive", countPerLabel);
    }
    int[] known = requireLabels();
    Map<Integer, Integer> seen = new HashMap<>();
    return filter(row -> seen.merge(known[rows[row]], 1, Integer::sum) <= countPerLabel);
  }

  /**
   * This data with each value made 1 above a threshold and 0 up to it.
   *
   * @param threshold in the units of the values, such as 0.5
   * @return new data that shares the values
   */
  public Dataset threshold(float threshold) {
    Rows thresholded = new Rows.Thresholded(values, shape.size(), threshold);
    return new Dataset(name, thresholded, shape, rows, labels, conditions);
  }

  /**
   * Two parts of the data, drawn at random.
   *
   * @param share the first part's share of the rows, in (0, 1)
   * @param seed the same seed gives the same parts
   * @return the parts; each row is in exactly one
   * @throws InvalidSettingException if the share leaves a part without a row
   */
  public Split split(double share, long seed) {
    long size = Math.round(share * rows.length);
    if (!(share > 0 && share < 1) || size < 1 || size >= rows.length) {
      throw InvalidSettingException.of(
          "share",
          "must lie in (0, 1) and leave both of two parts of %d rows one".formatted(rows.length),
          share);
    }
    int[] order = RandomStream.of(seed).split("split").permutation(rows.length);
    int[] shuffled = Arrays.stream(order).map(row -> rows[row]).toArray();
    int[] first = Arrays.copyOf(shuffled, (int) size);
    int[] second = Arrays.copyOfRange(shuffled, (int) size, shuffled.length);
    return new Split(subset(first), subset(second));
  }

  /**
   * The two parts of a {@link #split(double, long)}.
   *
   * @param train the part with the given share
   * @param validation the rest
   */
  public record Split(Dataset train, Dataset validation) {}

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
  public int label(int row) {
    return requireLabels()[rows[row]];
  }

  /**
   * One row's condition.
   *
   * @param row 0 to {@code size() - 1}
   * @return its label as a condition, or {@link Condition#none()}
   */
  public Condition condition(int row) {
    return labels == null ? Condition.none() : Condition.label(labels[rows[row]]);
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
    return conditions;
  }

  @Override
  public long size() {
    return rows.length;
  }

  @Override
  public Batches inOrder() {
    return new Pass(all(rows.length));
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(order.permutation(rows.length));
  }

  @Override
  public void requireWithin(float lowest, float highest, String rule) {
    if (!(values.withinUnit() && lowest <= 0 && highest >= 1)) {
      DataSource.super.requireWithin(lowest, highest, rule);
    }
  }

  @Override
  public void requireConditions(ConditionSchema schema) {
    if (!schema.equals(conditions)) { // its own it has been checked against
      DataSource.super.requireConditions(schema);
    }
  }

  @Override
  public String toString() {
    return name + ": " + rows.length + " rows of " + shape + ", " + conditions;
  }

  /** A pass over the rows in a given order. */
  private final class Pass implements Batches {
    private final int[] order;
    private int done;

    Pass(int[] order) {
      this.order = order;
    }

    @Override
    public boolean next(Batch batch) {
      int count = Math.min(batch.capacity(), order.length - done);
      batch.rows(count);
      int column = batch.conditions().schema().indexOf(Condition.LABEL);
      for (int i = 0; i < count; i++) {
        int row = rows[order[done + i]];
        values.fill(row, batch.x());
        if (column >= 0 && labels != null) {
          batch.conditions().codes(column)[i] = labels[row];
        }
      }
      batch.x().rewind();
      done += count;
      return count > 0;
    }

    @Override
    public void close() {}
  }

  private Dataset subset(int[] storedRows) {
    return new Dataset(name, values, shape, storedRows, labels, conditions);
  }

  private int[] requireLabels() {
    if (labels == null) {
      throw new InvalidDataException("data must have labels for this, had none (" + name + ")");
    }
    return labels;
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static int rowCount(int values, Shape shape) {
    if (values == 0 || values % shape.size() != 0) {
      throw new InvalidDataException(
          "number of values must be a positive multiple of %d (shape %s), was %d"
              .formatted(shape.size(), shape, values));
    }
    return values / shape.size();
  }

  private static int arrayLength(int rows, int features) {
    if ((long) rows * features > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "data must have less than 2^31 values, had %d rows of %d".formatted(rows, features));
    }
    return rows * features;
  }
}
