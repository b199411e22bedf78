package dev.cvae.data;

import dev.cvae.condition.ConditionColumns;

/**
 * Copies rows from batch to batch; the one place of streaming that knows what a row consists of.
 */
final class BatchRows {
  private BatchRows() {}

  /**
   * Copies neighbouring rows between batches of one shape.
   *
   * @param from where from, of a schema that has the fields of the other's
   * @param first the first row there
   * @param to where to; as many rows as are written must have been announced
   * @param at the first row there
   * @param count how many
   */
  static void copy(Batch from, int first, Batch to, int at, int count) {
    int features = from.x().capacity() / from.capacity();
    to.x().put(at * features, from.x(), first * features, count * features);
    ConditionColumns source = from.conditions();
    ConditionColumns target = to.conditions();
    for (int field = 0; field < target.schema().fields().size(); field++) {
      int column = source.schema().indexOf(target.schema().fields().get(field).name());
      System.arraycopy(source.codes(column), first, target.codes(field), at, count);
    }
  }
}
