package dev.cvae.condition;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * One named field of a {@link ConditionSchema}: the one place that knows its kind. It says how a
 * value that a user gives is checked and stored in a {@link Column}, and what of it the networks
 * see. Immutable; any thread may use it.
 */
public sealed interface Field
    permits CategoryField, MultiLabelField, NumberField, VectorField, ImageField {
  /**
   * The name that a {@link Condition} gives the field's value under.
   *
   * @return the name
   */
  String name();

  /**
   * How many floats a value comes to as the input of a network.
   *
   * @return 1 or more
   */
  int width();

  /**
   * How many floats a value takes in a {@link Column}.
   *
   * @return 1 or more, or 0 where a value is one code
   */
  int values();

  /**
   * The names of the values, in the order of their codes.
   *
   * @return an immutable list; empty if they have none
   */
  default List<String> names() {
    return List.of();
  }

  /**
   * Whether an input of zeros stands for a value, so that a missing one must be told apart from it
   * by an input of its own.
   *
   * @return false for one-hot categories alone
   */
  default boolean zerosAreAValue() {
    return true;
  }

  /**
   * Whether data with another field's values can be given to this one.
   *
   * @param other the field of the same name in the data
   * @return true if it is of the same kind and size
   */
  default boolean accepts(Field other) {
    return getClass() == other.getClass() && values() == other.values();
  }

  /**
   * Stores what a condition says of this field, if that is a value of the field.
   *
   * @param condition has a value under this field's name
   * @param column where to
   * @param row the column's row
   * @return false, and nothing stored, if it is not a value of this field
   */
  boolean store(Condition condition, Column column, int row);

  /**
   * Whether a stored value, which is not missing, is a value of this field.
   *
   * @param column the column
   * @param row its row
   * @return true if it is
   */
  boolean fits(Column column, int row);

  /**
   * Adds a stored value to a condition, in the units and with the names that users know.
   *
   * @param condition says nothing of this field yet
   * @param column the column
   * @param row its row, which is not missing
   * @return a new condition
   */
  Condition addTo(Condition condition, Column column, int row);

  /**
   * Writes stored values as the input of a network. What is missing stays as it is.
   *
   * @param column the column
   * @param rows how many of its rows
   * @param out zeros; {@link #width()} of them are overwritten in each row
   * @param offset where the first row's begin
   * @param stride from one row to the next
   */
  void write(Column column, int rows, FloatBuffer out, int offset, int stride);

  /**
   * Copies a stored value into the column of another field, which {@linkplain #accepts accepts}
   * this one.
   *
   * @param from this field's column
   * @param row its row
   * @param to the other field's column
   * @param toRow that one's row
   */
  default void copy(Column from, int row, Column to, int toRow) {
    System.arraycopy(
        from.values(), row * values(), to.values(), toRow * values(), values()); // NaN if missing
  }

  /**
   * Whether networks see the values standardised.
   *
   * @return true for numbers and vectors
   */
  default boolean standardises() {
    return false;
  }

  /**
   * The same field with its standardisation fitted.
   *
   * @param mean of each of the column's floats, over the rows that have one
   * @param deviation the standard deviation of each, positive
   * @return a new field; this one if it standardises nothing
   */
  default Field standardised(double[] mean, double[] deviation) {
    return this;
  }
}
