package dev.cvae.analysis;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.data.ValueRange;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Data as it would be if every row were of one category of a field, whether or not it has the
 * field.
 *
 * @param data the rows
 * @param field the field
 * @param category the category of all rows
 */
record WithCategory(DataSource data, CategoryField field, int category) implements DataSource {
  @Override
  public String name() {
    return data.name() + " as " + field.name() + " " + category;
  }

  @Override
  public Shape shape() {
    return data.shape();
  }

  @Override
  public ConditionSchema conditions() {
    List<Field> fields = new ArrayList<>(data.conditions().fields());
    fields.removeIf(other -> other.name().equals(field.name()));
    fields.add(field);
    return new ConditionSchema(fields);
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public Batches inOrder() {
    return new Pass(data.inOrder());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(data.shuffled(order));
  }

  /** The values are the data's own, checked as quickly as it can. */
  @Override
  public void requireWithin(ValueRange range) {
    data.requireWithin(range);
  }

  private final class Pass implements Batches {
    private final Batches rows;

    Pass(Batches rows) {
      this.rows = rows;
    }

    @Override
    public boolean next(Batch batch) {
      boolean more = rows.next(batch);
      int column = batch.conditions().schema().indexOf(field.name());
      if (column >= 0) {
        Arrays.fill(batch.conditions().codes(column), 0, batch.rows(), category);
      }
      return more;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
