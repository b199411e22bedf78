package dev.cvae.analysis;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows on the heap with a condition each, whatever it is made of.
 *
 * @param shape of a row
 * @param conditions the conditions' fields
 * @param rows the values, live
 * @param conditionOfRow one a row
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are the data: never compared
record ConditionedRows(
    Shape shape, ConditionSchema conditions, float[][] rows, List<Condition> conditionOfRow)
    implements DataSource {

  /** All of some data, with the fields of a model. */
  static ConditionedRows read(DataSource data, ConditionSchema schema) {
    schema.checkCoveredBy(data.conditions());
    List<float[]> rows = new ArrayList<>();
    List<Condition> conditionOfRow = new ArrayList<>();
    Batch batch = Batch.forPass(data, schema, 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), rows.size());
        for (int row = 0; row < batch.rows(); row++) {
          float[] x = new float[data.shape().size()];
          batch.x().get(row * x.length, x);
          rows.add(x);
          conditionOfRow.add(batch.conditions().row(row));
        }
      }
    }
    return new ConditionedRows(
        data.shape(), schema, rows.toArray(float[][]::new), List.copyOf(conditionOfRow));
  }

  /** Some of the rows, shared. */
  ConditionedRows only(int... numbers) {
    return new ConditionedRows(
        shape,
        conditions,
        Arrays.stream(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new),
        Arrays.stream(numbers).mapToObj(conditionOfRow::get).toList());
  }

  /** The rows with NaN for what is missing. */
  ConditionedRows withNaN(boolean[][] missing) {
    float[][] gaps = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      gaps[row] = rows[row].clone();
      for (int i = 0; i < gaps[row].length; i++) {
        gaps[row][i] = missing[row][i] ? Float.NaN : gaps[row][i];
      }
    }
    return new ConditionedRows(shape, conditions, gaps, conditionOfRow);
  }

  /** Each row's condition several times. */
  List<Condition> eachCondition(int times) {
    return conditionOfRow.stream().flatMap(c -> Collections.nCopies(times, c).stream()).toList();
  }

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public long size() {
    return rows.length;
  }

  @Override
  public Batches inOrder() {
    return new Pass(IntStream.range(0, rows.length).toArray());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(order.permutation(rows.length));
  }

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
      for (int i = 0; i < count; i++) {
        int row = order[done + i];
        batch.x().put(i * shape.size(), rows[row]);
        if (!batch.conditions().schema().isEmpty()) {
          batch.conditions().set(i, conditionOfRow.get(row));
        }
      }
      done += count;
      return count > 0;
    }

    @Override
    public void close() {}
  }
}
