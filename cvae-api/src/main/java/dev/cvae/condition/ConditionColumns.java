package dev.cvae.condition;

import java.util.List;

/**
 * The conditions of many rows as columns: for each category field of a schema, one code a row.
 *
 * <p>This is how conditions cross to a backend, which turns codes into what its networks need. The
 * columns are live arrays that their owner fills again for every batch; one thread at a time.
 */
public final class ConditionColumns {
  private final ConditionSchema schema;
  private final int[][] codes; // (field, row)

  /**
   * Columns of zeros.
   *
   * @param schema the fields
   * @param rows how many rows the columns hold
   */
  public ConditionColumns(ConditionSchema schema, int rows) {
    this.schema = schema;
    this.codes = new int[schema.fields().size()][rows];
  }

  /**
   * The columns of given conditions.
   *
   * @param schema the model's fields
   * @param conditions one a row
   * @return new columns
   * @throws dev.cvae.error.InvalidConditionException if one does not fit the schema
   */
  public static ConditionColumns of(ConditionSchema schema, List<Condition> conditions) {
    ConditionColumns columns = new ConditionColumns(schema, conditions.size());
    for (int row = 0; row < conditions.size(); row++) {
      columns.set(row, conditions.get(row));
    }
    return columns;
  }

  /**
   * Fills a row of the columns.
   *
   * @param row the row
   * @param condition its condition
   * @throws dev.cvae.error.InvalidConditionException if it does not fit the schema
   */
  public void set(int row, Condition condition) {
    schema.check(condition);
    for (int field = 0; field < codes.length; field++) {
      String name = schema.fields().get(field).name();
      codes[field][row] = condition.category(name).orElseThrow();
    }
  }

  /**
   * The fields.
   *
   * @return the schema, whose order of fields is that of the columns
   */
  public ConditionSchema schema() {
    return schema;
  }

  /**
   * One column.
   *
   * @param field the field's index in the schema
   * @return the live array, one category index a row
   */
  public int[] codes(int field) {
    return codes[field];
  }

  /**
   * Checks the first rows against the schema.
   *
   * @param rows how many
   * @throws dev.cvae.error.InvalidConditionException if a code is beyond its field's categories
   */
  public void check(int rows) {
    for (int field = 0; field < codes.length; field++) {
      CategoryField category = (CategoryField) schema.fields().get(field);
      for (int row = 0; row < rows; row++) {
        schema.checkCategory(category, codes[field][row]);
      }
    }
  }

  /**
   * One row as the condition that a user would give.
   *
   * @param row the row
   * @return its condition
   */
  public Condition row(int row) {
    Condition condition = Condition.none();
    for (int field = 0; field < codes.length; field++) {
      condition = condition.and(schema.fields().get(field).name(), codes[field][row]);
    }
    return condition;
  }
}
