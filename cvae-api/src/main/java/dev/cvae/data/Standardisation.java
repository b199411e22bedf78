package dev.cvae.data;

import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import java.util.ArrayList;
import java.util.List;

/** Fits the standardisation of conditions to the rows that have them. */
final class Standardisation {
  private Standardisation() {}

  /** The schema of some data, standardised by its rows. */
  static ConditionSchema of(DataSource data) {
    ConditionSchema schema = data.conditions();
    if (schema.fields().stream().noneMatch(Field::standardises)) {
      return schema;
    }
    List<Moments> moments =
        schema.fields().stream().map(field -> new Moments(field.values())).toList();
    Batch batch = Batch.forPass(data, schema.withDropout(0), 1);
    long firstRow = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), firstRow);
        firstRow += batch.rows();
        for (int i = 0; i < moments.size(); i++) {
          add(batch.conditions().column(i), batch.rows(), moments.get(i));
        }
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      Moments found = moments.get(i);
      fields.add(schema.fields().get(i).standardised(found.mean(), found.deviation()));
    }
    return new ConditionSchema(fields, schema.dropout());
  }

  private static void add(Column column, int rows, Moments moments) {
    int values = column.field().values();
    for (int row = 0; row < rows; row++) {
      if (values > 0 && !column.isMissing(row)) {
        moments.add(column.values(), row * values);
      }
    }
  }
}
