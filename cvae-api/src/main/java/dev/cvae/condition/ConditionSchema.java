package dev.cvae.condition;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields that a model, or a data set, has as its condition; none for an unconditional one.
 *
 * <p>Taken from the data when a model is fitted, kept in its file, and what every {@link Condition}
 * is checked against. Immutable; any thread may use it.
 *
 * @param fields the fields, in the order in which the networks see them
 */
public record ConditionSchema(List<Field> fields) {
  private static final ConditionSchema NONE = new ConditionSchema(List.of());

  /** Checks that names differ. */
  public ConditionSchema {
    fields = List.copyOf(fields);
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw InvalidSettingException.of("condition fields", "must have different names", fields);
      }
    }
  }

  /**
   * The schema of an unconditional model.
   *
   * @return a schema without fields
   */
  public static ConditionSchema none() {
    return NONE;
  }

  /**
   * The schema of data with one label a row.
   *
   * @param classes how many labels there are: 0 to {@code classes - 1}
   * @return a schema with the one field {@code label}
   */
  public static ConditionSchema label(int classes) {
    return new ConditionSchema(List.of(new CategoryField(Condition.LABEL, classes)));
  }

  /**
   * Whether there is no field.
   *
   * @return true for an unconditional model
   */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /**
   * How many values the condition has once every category is one-hot.
   *
   * @return the sum of the fields' categories
   */
  public int width() {
    return fields.stream().mapToInt(field -> ((CategoryField) field).categories()).sum();
  }

  /**
   * Where a field stands.
   *
   * @param name the field's name
   * @return its index, or -1 if there is no such field
   */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether this schema has each field of another one; it may have more.
   *
   * @param other what is asked for
   * @return true if a field of each of these names is here
   */
  public boolean covers(ConditionSchema other) {
    return other.fields.stream().allMatch(field -> indexOf(field.name()) >= 0);
  }

  /**
   * Checks that data has each field of this schema; it may have more.
   *
   * @param data the schema of the data
   * @throws InvalidConditionException if a field is missing
   */
  public void checkCoveredBy(ConditionSchema data) {
    if (!data.covers(this)) {
      throw new InvalidConditionException(
          "data has " + data + ", but the model was fitted with " + this);
    }
  }

  /**
   * Checks that a condition has a valid value for each field of this schema and for no other.
   *
   * @param condition what a user gave
   * @throws InvalidConditionException if it does not; the message lists what the model knows
   */
  public void check(Condition condition) {
    for (String name : condition.fields()) {
      if (indexOf(name) < 0) {
        throw new InvalidConditionException(
            "condition has field " + name + ", but the model was fitted with " + this);
      }
    }
    for (Field field : fields) {
      OptionalInt category = condition.category(field.name());
      if (category.isEmpty()) {
        throw new InvalidConditionException(
            "condition has no " + field.name() + ", but the model was fitted with " + this);
      }
      checkCategory((CategoryField) field, category.getAsInt());
    }
  }

  void checkCategory(CategoryField field, int category) {
    if (category < 0 || category >= field.categories()) {
      String name = field.name();
      throw new InvalidConditionException(
          "condition has " + name + " " + category + ", but the model was fitted with " + this);
    }
  }

  /** For messages: {@code label 0..9}, or {@code no condition}. */
  @Override
  public String toString() {
    return fields.isEmpty()
        ? "no condition"
        : fields.stream().map(Field::toString).collect(Collectors.joining(", "));
  }
}
