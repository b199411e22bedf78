package dev.cvae.data;

import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.error.InvalidConditionException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A pass over the rows of a {@link Dataset} in a given order. */
final class DatasetPass implements Batches {
  private final Rows values;
  private final ConditionColumns conditions; // by stored row
  private final float @Nullable [] weights; // by stored row
  private final int[] order; // of stored rows
  private int done;

  DatasetPass(Rows values, ConditionColumns conditions, float @Nullable [] weights, int[] order) {
    this.values = values;
    this.conditions = conditions;
    this.weights = weights;
    this.order = order;
  }

  @Override
  public boolean next(Batch batch) {
    int count = Math.min(batch.capacity(), order.length - done);
    batch.rows(count);
    FloatBuffer x = batch.x();
    for (int i = 0; i < count; i++) {
      values.fill(order[done + i], x);
      if (weights != null) {
        batch.weights()[i] = weights[order[done + i]];
      }
    }
    x.rewind();
    for (int field = 0; field < batch.conditions().schema().fields().size(); field++) {
      Column target = batch.conditions().column(field);
      for (int i = 0; i < count; i++) {
        copy(conditions, order[done + i], target, i, done + i);
      }
    }
    done += count;
    return count > 0;
  }

  /**
   * Into a column that another schema has; it stays missing if there is none of its name.
   *
   * @param number of the row, for messages
   */
  static void copy(ConditionColumns conditions, int row, Column target, int targetRow, int number) {
    int field = conditions.schema().indexOf(target.field().name());
    if (field >= 0) {
      try {
        conditions.column(field).copy(row, target, targetRow);
      } catch (InvalidConditionException e) {
        throw new InvalidConditionException(e.getMessage() + ", in row " + number, e);
      }
    }
  }

  @Override
  public void close() {}
}
