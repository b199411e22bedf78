package dev.cvae.condition;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition c of one row: a value for each field that it names.
 *
 * <pre>{@code
 * model.generate(Condition.label(7), 100);
 * model.generate(Condition.labels(0, 1, 2));                         // one row each
 * Condition.of("digit", "seven").and("angle", 12.5)                  // a category by name, a number
 *     .and("tags", "old", "round")                                   // several labels
 *     .and("site", new float[] {52.5f, 13.4f});                      // a vector, or an image
 * }</pre>
 *
 * <p>What a value means the field of the model decides: 12 is a category's index to a category
 * field and a number to a number field. A whole number is the same however it is written. A
 * condition is checked against the model's {@link ConditionSchema} when it is used. Numbers have
 * the precision of {@code float}. Immutable; any thread may use it.
 */
public final class Condition {
  /** The field's name in the one-label case. */
  public static final String LABEL = "label";

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+\\.?\\d*([eE][+-]?\\d+)?");
  private static final Condition NONE = new Condition(Map.of());

  private final Map<String, Object> values; // Integer, Float, Numbers or Set of names

  private Condition(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * The condition that says nothing: what an unconditional model is asked with, or one whose fields
   * may be missing.
   *
   * @return a condition without fields
   */
  public static Condition none() {
    return NONE;
  }

  /**
   * The condition of data with one label a row.
   *
   * @param label the label, from 0
   * @return the condition
   */
  public static Condition label(int label) {
    return of(LABEL, label);
  }

  /**
   * One condition a label, in this order.
   *
   * @param labels the labels, from 0
   * @return an immutable list, as long as {@code labels}
   */
  public static List<Condition> labels(int... labels) {
    return Arrays.stream(labels).mapToObj(Condition::label).toList();
  }

  /**
   * The condition with one field: a category's index, or a whole number.
   *
   * @param field the field's name
   * @param value the category's index, from 0; or the number
   * @return the condition
   */
  public static Condition of(String field, int value) {
    return NONE.and(field, value);
  }

  /**
   * The condition with one field: a number.
   *
   * @param field the field's name
   * @param value the number, in the data's units
   * @return the condition
   */
  public static Condition of(String field, double value) {
    return NONE.and(field, value);
  }

  /**
   * The condition with one field: categories by name.
   *
   * @param field the field's name
   * @param names one for a category field, any number for a multi-label field
   * @return the condition
   */
  public static Condition of(String field, String... names) {
    return NONE.and(field, names);
  }

  /**
   * The condition with one field: a vector or an image.
   *
   * @param field the field's name
   * @param numbers in the data's units
   * @return the condition
   */
  public static Condition of(String field, float[] numbers) {
    return NONE.and(field, numbers);
  }

  /**
   * The condition with one field: the labels of a multi-label field.
   *
   * @param field the field's name
   * @param names such as {@code Set.of("old", "round")}; may be empty
   * @return the condition
   */
  public static Condition of(String field, Collection<String> names) {
    return NONE.and(field, names);
  }

  /**
   * The condition with one field: a vector's numbers, or the indices of several labels.
   *
   * @param field the field's name
   * @param numbers in the data's units; {@code of("tags", 0, 3)} for labels
   * @return the condition
   */
  public static Condition of(String field, double... numbers) {
    return NONE.and(field, numbers);
  }

  /**
   * This condition with one more field, a category's index or a whole number; the last value given
   * for a field holds.
   *
   * @param field the field's name
   * @param value the category's index, from 0; or the number
   * @return a new condition
   */
  public Condition and(String field, int value) {
    return with(field, value);
  }

  /**
   * This condition with one more field, a number.
   *
   * @param field the field's name
   * @param value the number, in the data's units
   * @return a new condition
   */
  public Condition and(String field, double value) {
    return with(field, scalar((float) value));
  }

  /**
   * This condition with one more field, categories by name.
   *
   * @param field the field's name
   * @param names one for a category field, any number for a multi-label field
   * @return a new condition
   */
  public Condition and(String field, String... names) {
    return and(field, Arrays.asList(names));
  }

  /**
   * This condition with one more field, the labels of a multi-label field.
   *
   * @param field the field's name
   * @param names such as {@code Set.of("old", "round")}; may be empty
   * @return a new condition
   */
  public Condition and(String field, Collection<String> names) {
    return with(field, Collections.unmodifiableSet(new LinkedHashSet<>(names)));
  }

  /**
   * This condition with one more field, a vector or an image.
   *
   * @param field the field's name
   * @param numbers in the data's units
   * @return a new condition
   */
  public Condition and(String field, float[] numbers) {
    return switch (numbers.length) {
      case 0 -> with(field, Set.of());
      case 1 -> with(field, scalar(numbers[0]));
      default -> with(field, new Numbers(numbers.clone()));
    };
  }

  /**
   * This condition with one more field: a vector's numbers, or the indices of several labels.
   *
   * @param field the field's name
   * @param numbers in the data's units; {@code and("tags", 0, 3)} for labels
   * @return a new condition
   */
  public Condition and(String field, double... numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return and(field, floats);
  }

  private Condition with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(field, value);
    return new Condition(Collections.unmodifiableMap(more));
  }

  /** A whole number is an Integer, so that 12 and 12.0 are equal. */
  private static Object scalar(float value) {
    return value == (int) value && Math.abs(value) < 0x1p31f ? (Object) (int) value : value;
  }

  /**
   * The fields that have a value.
   *
   * @return their names, in the order given; immutable
   */
  public Set<String> fields() {
    return values.keySet();
  }

  /**
   * The category given for a field by its index.
   *
   * @param field the field's name
   * @return the index, or empty if the condition gives none
   */
  public OptionalInt category(String field) {
    return values.get(field) instanceof Integer category
        ? OptionalInt.of(category)
        : OptionalInt.empty();
  }

  /**
   * The categories given for a field by their names.
   *
   * @param field the field's name
   * @return an immutable set; empty if the condition gives none
   */
  public Set<String> names(String field) {
    return values.get(field) instanceof Set<?> names
        ? names.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /**
   * The number or numbers given for a field.
   *
   * @param field the field's name
   * @return a new array; empty if the condition gives none
   */
  public float[] numbers(String field) {
    Object value = values.get(field);
    if (value instanceof Number one) {
      return new float[] {one.floatValue()};
    }
    return value instanceof Numbers numbers ? numbers.values.clone() : new float[0];
  }

  @Nullable Object value(String field) {
    return values.get(field);
  }

  /** One field and its value, for messages; of a number that was given as text they say so. */
  String described(String field) {
    String value = text(Objects.requireNonNull(values.get(field)));
    boolean misleading = values.get(field) instanceof Set<?> && NUMBER.matcher(value).matches();
    return field + " " + (misleading ? '"' + value + "\" (a text)" : value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** For people: {@code digit seven, angle 12.5, tags [old, round]}. */
  @Override
  public String toString() {
    return values.isEmpty()
        ? "none"
        : values.entrySet().stream()
            .map(entry -> entry.getKey() + " " + text(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String text(Object value) {
    return value instanceof Set<?> names && names.size() == 1
        ? names.iterator().next().toString()
        : value.toString();
  }

  /** Numbers that are equal by value. */
  private static final class Numbers {
    private static final int SHOWN = 8;

    private final float[] values;

    Numbers(float[] values) {
      this.values = values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numbers that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return values.length <= SHOWN ? Arrays.toString(values) : "[" + values.length + " numbers]";
    }
  }
}
