package dev.cvae.data;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Buffers for some rows of data, their conditions and weights, allocated once and filled again for
 * every batch. The values are outside the Java heap in native byte order, so that an engine may
 * read them where they are. Owned and used by one thread at a time.
 */
public final class Batch {
  private static final int PASS_ROWS = 512;
  private static final int SAMPLE_ROWS = 4096;
  private static final int PASS_VALUES = 1 << 22; // 16 MiB

  private final int capacity;
  private final int features;
  private final ByteBuffer bytes;
  private final FloatBuffer x;
  private final ConditionColumns conditions;
  private final float[] weights;
  private int rows;

  /**
   * An empty batch, in which all conditions are missing and all weights are 1.
   *
   * @param capacity how many rows fit
   * @param shape the shape of a row
   * @param schema the conditions' fields
   */
  public Batch(int capacity, Shape shape, ConditionSchema schema) {
    this.capacity = capacity;
    this.features = shape.size();
    int size = Math.multiplyExact(Math.multiplyExact(capacity, features), Float.BYTES);
    this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    this.x = bytes.asFloatBuffer();
    this.conditions = new ConditionColumns(schema, capacity);
    this.weights = new float[capacity];
    Arrays.fill(weights, 1f);
  }

  /**
   * An empty batch of a handy size for a pass over data: up to 512 rows, fewer where rows are long.
   *
   * @param data what will fill it
   * @param schema the conditions' fields to be filled
   * @param widest how many values a row comes to elsewhere, such as the latent size
   * @return the batch
   */
  public static Batch forPass(DataSource data, ConditionSchema schema, int widest) {
    return upTo(PASS_ROWS, data, schema, widest);
  }

  /**
   * An empty batch for a sample of data that figures are estimated from: up to 4,096 rows, fewer
   * where rows are long.
   *
   * @param data what will fill it
   * @param schema the conditions' fields to be filled
   * @param widest how many values a row comes to elsewhere, such as the latent size
   * @return the batch
   */
  public static Batch forSample(DataSource data, ConditionSchema schema, int widest) {
    return upTo(SAMPLE_ROWS, data, schema, widest);
  }

  private static Batch upTo(int most, DataSource data, ConditionSchema schema, int widest) {
    int values = Math.max(widest, Math.max(data.shape().size(), schema.width()));
    int rows = (int) Math.min(data.size(), Math.min(most, Math.max(1, PASS_VALUES / values)));
    return new Batch(rows, data.shape(), schema);
  }

  /**
   * How many rows fit.
   *
   * @return the capacity
   */
  public int capacity() {
    return capacity;
  }

  /**
   * How many rows there are.
   *
   * @return 0 to the capacity
   */
  public int rows() {
    return rows;
  }

  /**
   * Says how many rows have been filled.
   *
   * @param rows 0 to the capacity
   */
  public void rows(int rows) {
    this.rows = rows;
    x.clear().limit(rows * features);
    bytes.clear().limit(rows * features * Float.BYTES);
  }

  /**
   * The values, (rows, features), row by row.
   *
   * @return the live buffer; its position is 0 and its limit behind the last filled row
   */
  public FloatBuffer x() {
    return x;
  }

  /**
   * The same values as bytes, for an engine that reads them in place.
   *
   * @return the live buffer in native order; its limit is behind the last filled row
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * The conditions, of which the first {@link #rows()} count.
   *
   * @return the live columns
   */
  public ConditionColumns conditions() {
    return conditions;
  }

  /**
   * How much each row counts, of which the first {@link #rows()} count; 1 unless the data says
   * otherwise.
   *
   * @return the live array, 0 or more each
   */
  public float[] weights() {
    return weights;
  }

  /**
   * Whether a row counts for more or less than another.
   *
   * @return true if a weight is not 1
   */
  public boolean isWeighted() {
    for (int row = 0; row < rows; row++) {
      if (weights[row] != 1f) {
        return true;
      }
    }
    return false;
  }

  /**
   * How much the rows count together.
   *
   * @return the sum of their weights; {@link #rows()} unless the data says otherwise
   */
  public double weight() {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += weights[row];
    }
    return sum;
  }

  /**
   * Takes fields from rows at random, each from each row independently with the rate of the
   * {@linkplain ConditionSchema#dropout() schema}.
   *
   * @param random where the choice comes from; field f of row i of the stream is decided at
   *     position i · fields + f
   * @param firstRow which row of the stream this batch's first is
   */
  public void dropConditions(RandomStream random, long firstRow) {
    double rate = conditions.schema().dropout().orElse(0);
    int fields = conditions.schema().fields().size();
    for (int row = 0; rate > 0 && row < rows; row++) {
      for (int field = 0; field < fields; field++) {
        if (random.uniform((firstRow + row) * fields + field) < rate) {
          conditions.column(field).blank(row);
        }
      }
    }
  }
}
