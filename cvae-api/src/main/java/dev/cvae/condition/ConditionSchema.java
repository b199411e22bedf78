package dev.cvae.condition;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields that a model, or a data set, has as its condition; none for an unconditional one.
 *
 * <p>Taken from the data when a model is fitted, kept in its file, and what every {@link Condition}
 * is checked against. Immutable; any thread may use it.
 *
 * @param fields the fields, in the order in which the networks see them
 * @param dropout how often a fit takes a field from a row, in [0, 1), so that the model learns to
 *     do without; empty if no row may lack a field
 */
public record ConditionSchema(List<Field> fields, OptionalDouble dropout) {
  private static final int SHORT = 100; // characters of a message that help more than they hide
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
    double rate = dropout.orElse(0);
    if (!(rate >= 0 && rate < 1)) {
      throw InvalidSettingException.of("conditionDropout", "must lie in [0, 1)", rate);
    }
  }

  /**
   * Fields that every row has.
   *
   * @param fields in the order in which the networks see them
   */
  public ConditionSchema(List<Field> fields) {
    this(fields, OptionalDouble.empty());
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
   * The same fields, any of which a row may lack.
   *
   * @param rate how often a fit takes one from a row, in [0, 1); with 0, only those are missing
   *     that the data lacks
   * @return a new schema
   */
  public ConditionSchema withDropout(double rate) {
    return new ConditionSchema(fields, OptionalDouble.of(rate));
  }

  /**
   * Whether a row may lack any of the fields, or all.
   *
   * @return true for a model that was fitted with {@code conditionDropout}
   */
  public boolean mayBeMissing() {
    return dropout.isPresent();
  }

  /**
   * How many floats a condition comes to as the input of a network.
   *
   * @return the sum of the fields' widths, and one more for each field whose presence is an input
   */
  public int width() {
    return fields.stream().mapToInt(this::width).sum();
  }

  /**
   * How many floats one field comes to as the input of a network.
   *
   * @param field one of the fields
   * @return its width, and one more if its presence is an input
   */
  public int width(Field field) {
    return field.width() + (hasPresence(field) ? 1 : 0);
  }

  /**
   * Whether an input of its own says that a field is not missing.
   *
   * @param field one of the fields
   * @return true for all but categories, if fields may be missing
   */
  public boolean hasPresence(Field field) {
    return mayBeMissing() && field.zerosAreAValue();
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
   * Whether rows with this schema's fields can be given to a model with another one's; they may
   * have more.
   *
   * @param model what is asked for
   * @return true if each field of the model is here, of its kind and size, or may be missing
   */
  public boolean covers(ConditionSchema model) {
    return model.fields.stream()
        .allMatch(
            field -> {
              int index = indexOf(field.name());
              return index < 0 ? model.mayBeMissing() : field.accepts(fields.get(index));
            });
  }

  /**
   * Checks that data has each field of this schema; it may have more.
   *
   * @param data the schema of the data
   * @throws InvalidConditionException if a field is missing, or of another kind
   */
  public void checkCoveredBy(ConditionSchema data) {
    if (data.covers(this)) {
      return;
    }
    String has = data.toString();
    String needed = toString();
    if (has.length() + needed.length() > SHORT) {
      Field field =
          fields.stream().filter(one -> !data.covers(only(one))).findFirst().orElseThrow();
      int index = data.indexOf(field.name());
      has = index < 0 ? "no " + field.name() : data.fields.get(index).toString();
      needed = field.toString();
    }
    throw new InvalidConditionException(
        "data has " + has + ", but the model was fitted with " + needed);
  }

  private ConditionSchema only(Field field) {
    return new ConditionSchema(List.of(field), dropout);
  }

  /**
   * Checks that a condition has a valid value for each field of this schema, unless it may be
   * missing, and for no other.
   *
   * @param condition what a user gave
   * @throws InvalidConditionException if it does not; the message names the field and what it takes
   */
  public void check(Condition condition) {
    ConditionColumns.of(this, List.of(condition));
  }

  void checkKnowsFieldsOf(Condition condition) {
    for (String name : condition.fields()) {
      if (indexOf(name) < 0) {
        throw new InvalidConditionException(
            "condition has field " + name + ", but the model was fitted with " + knownFields());
      }
    }
  }

  void checkMayBeMissing(Field field) {
    if (!mayBeMissing()) {
      String known = toString().length() > SHORT ? field.toString() : toString();
      throw new InvalidConditionException(
          "condition has no " + field.name() + ", but the model was fitted with " + known);
    }
  }

  /** The same of a row of data, for which there may be no model yet. */
  void checkMayBeMissing(Field field, String place) {
    if (!mayBeMissing()) {
      throw new InvalidConditionException(
          "condition has no %s%s; a model takes rows that lack a field if it is fitted with conditionDropout(rate)"
              .formatted(field.name(), place));
    }
  }

  static InvalidConditionException unknown(Field field, Condition condition, String place) {
    return new InvalidConditionException(
        "condition has %s%s, but the model was fitted with %s"
            .formatted(condition.described(field.name()), place, field));
  }

  /** All that is known of the fields if that is short, else their names. */
  private String knownFields() {
    return toString().length() > SHORT
        ? fields.stream().map(Field::name).collect(Collectors.joining(", "))
        : toString();
  }

  /** For messages: {@code label 0..9}, or {@code no condition}. */
  @Override
  public String toString() {
    return fields.isEmpty()
        ? "no condition"
        : fields.stream().map(Field::toString).collect(Collectors.joining(", "))
            + (mayBeMissing() ? ", each of which may be missing" : "");
  }
}
