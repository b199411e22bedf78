package dev.cvae.data;

import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionColumns;

/**
 * Copies rows from batch to batch; the one place of streaming that knows what a row consists of.
 */
final class BatchRows {
  private BatchRows() {}

  /**
   * Copies neighbouring rows between batches of one shape.
   *
   * @param from where from; a field of the other's schema that it lacks is missing there
   * @param first the first row there
   * @param to where to; as many rows as are written must have been announced
   * @param at the first row there
   * @param count how many
   */
  static void copy(Batch from, int first, Batch to, int at, int count) {
    int features = from.x().capacity() / from.capacity();
    to.x().put(at * features, from.x(), first * features, count * features);
    System.arraycopy(from.weights(), first, to.weights(), at, count);
    ConditionColumns source = from.conditions();
    for (int field = 0; field < to.conditions().schema().fields().size(); field++) {
      Column target = to.conditions().column(field);
      int column = source.schema().indexOf(target.field().name());
      for (int row = 0; row < count; row++) {
        if (column < 0) {
          target.blank(at + row);
        } else {
          Column values = source.column(column);
          values.field().copy(values, first + row, target, at + row);
        }
      }
    }
  }
}
