package dev.cvae.condition;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The conditions of many rows as columns: one {@link Column} for each field of a schema.
 *
 * <p>This is how conditions cross to a backend, which turns them into what its networks need: codes
 * as they are, for embeddings, or all fields as floats with {@link #write}. The columns are live
 * and their owner fills them again for every batch; one thread at a time.
 */
public final class ConditionColumns {
  private final ConditionSchema schema;
  private final List<Column> columns;
  private final int width;

  private ConditionColumns(ConditionSchema schema, List<Column> columns) {
    this.schema = schema;
    this.columns = columns;
    this.width = schema.width();
  }

  /**
   * Columns in which every field of every row is missing.
   *
   * @param schema the fields
   * @param rows how many rows the columns hold
   */
  public ConditionColumns(ConditionSchema schema, int rows) {
    this(schema, schema.fields().stream().map(field -> new Column(field, rows)).toList());
  }

  /**
   * Columns as they are.
   *
   * @param columns one a field
   * @return columns that share these
   */
  public static ConditionColumns of(List<Column> columns) {
    List<Field> fields = columns.stream().map(Column::field).toList();
    return new ConditionColumns(new ConditionSchema(fields), List.copyOf(columns));
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

  private void store(Condition condition, Column column, int row) {
    Field field = column.field();
    if (!condition.fields().contains(field.name())) {
      schema.checkMayBeMissing(field);
      column.blank(row);
    } else if (!field.store(condition, column, row)) {
      throw ConditionSchema.unknown(field, condition, "");
    }
  }

  /**
   * Fills a row of the columns.
   *
   * @param row the row
   * @param condition its condition
   * @throws dev.cvae.error.InvalidConditionException if it does not fit the schema
   */
  public void set(int row, Condition condition) {
    schema.checkKnowsFieldsOf(condition);
    for (Column column : columns) {
      store(condition, column, row);
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
   * @return the live column
   */
  public Column column(int field) {
    return columns.get(field);
  }

  /**
   * The codes of a category field.
   *
   * @param field the field's index in the schema
   * @return the live array, one category index a row, −1 where it is missing
   */
  public int[] codes(int field) {
    return columns.get(field).codes();
  }

  /**
   * The floats of a field of any other kind.
   *
   * @param field the field's index in the schema
   * @return the live array, {@link Field#values()} a row in the user's units, NaN where missing
   */
  public float[] values(int field) {
    return columns.get(field).values();
  }

  /**
   * Checks the first rows against the schema.
   *
   * @param rows how many
   * @throws dev.cvae.error.InvalidConditionException if a value is not one of its field's, or is
   *     missing where none may be
   */
  public void check(int rows) {
    check(rows, row -> "");
  }

  /**
   * Checks the first rows against the schema, for data whose rows have numbers.
   *
   * @param rows how many
   * @param firstRow the number of the first one in the data, for messages
   * @throws dev.cvae.error.InvalidConditionException that names the row, if a value is not one of
   *     its field's, or is missing where none may be
   */
  public void check(int rows, long firstRow) {
    check(rows, row -> " in row " + (firstRow + row));
  }

  private void check(int rows, IntFunction<String> place) {
    for (Column column : columns) {
      Field field = column.field();
      for (int row = 0; row < rows; row++) {
        if (column.isMissing(row)) {
          schema.checkMayBeMissing(field, place.apply(row));
        } else if (!field.fits(column, row)) {
          Condition given = field.addTo(Condition.none(), column, row);
          throw ConditionSchema.unknown(field, given, place.apply(row));
        }
      }
    }
  }

  /**
   * Writes the first rows as the input of a network, (rows, {@link ConditionSchema#width()}): field
   * after field, categories one-hot, numbers standardised. Where fields may be missing, a field
   * other than a category is followed by 1, or by 0 if it is missing; a missing field is zeros.
   *
   * @param rows how many, checked
   * @param out overwritten from its start; its position stays
   */
  public void write(int rows, FloatBuffer out) {
    zeros(rows * width, out);
    int offset = 0;
    for (Column column : columns) {
      write(column, rows, out, offset, width);
      offset += schema.width(column.field());
    }
  }

  /**
   * Writes one field's part of {@link #write(int, FloatBuffer)} alone.
   *
   * @param field the field's index in the schema
   * @param rows how many, checked
   * @param out overwritten from its start, (rows, the field's width in the schema); its position
   *     stays
   */
  public void write(int field, int rows, FloatBuffer out) {
    Column column = columns.get(field);
    int stride = schema.width(column.field());
    zeros(rows * stride, out);
    write(column, rows, out, 0, stride);
  }

  private void write(Column column, int rows, FloatBuffer out, int offset, int stride) {
    Field field = column.field();
    field.write(column, rows, out, offset, stride);
    if (schema.hasPresence(field)) {
      for (int row = 0; row < rows; row++) {
        out.put(row * stride + offset + field.width(), column.isMissing(row) ? 0f : 1f);
      }
    }
  }

  private static void zeros(int count, FloatBuffer out) {
    for (int i = 0; i < count; i++) {
      out.put(i, 0f);
    }
  }

  /**
   * One row as the condition that a user would give: categories by name where they have names.
   *
   * @param row the row
   * @return its condition, without the fields that are missing
   */
  public Condition row(int row) {
    Condition condition = Condition.none();
    for (Column column : columns) {
      if (!column.isMissing(row)) {
        condition = column.field().addTo(condition, column, row);
      }
    }
    return condition;
  }
}
