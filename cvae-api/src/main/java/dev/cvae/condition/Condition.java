package dev.cvae.condition;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The condition c of one row: a value for each field that it names.
 *
 * <pre>{@code
 * model.generate(Condition.label(7), 100);
 * model.generate(Condition.labels(0, 1, 2));          // one row each
 * }</pre>
 *
 * <p>A condition is checked against the model's {@link ConditionSchema} when it is used. Immutable;
 * any thread may use it.
 */
public final class Condition {
  /** The field's name in the one-label case. */
  public static final String LABEL = "label";

  private static final Condition NONE = new Condition(Map.of());

  private final Map<String, Integer> categories;

  private Condition(Map<String, Integer> categories) {
    this.categories = categories;
  }

  /**
   * The condition that says nothing: what an unconditional model is asked with.
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
   * A condition on one category field, for data whose schema has others than {@code label}.
   *
   * @param field the field's name
   * @param category the category's index, from 0
   * @return the condition
   */
  public static Condition of(String field, int category) {
    return NONE.and(field, category);
  }

  /**
   * This condition with one more field; the last value given for a field holds.
   *
   * @param field the field's name
   * @param category the category's index, from 0
   * @return a new condition
   */
  public Condition and(String field, int category) {
    Map<String, Integer> more = new LinkedHashMap<>(categories);
    more.put(field, category);
    return new Condition(Collections.unmodifiableMap(more));
  }

  /**
   * The fields that have a value.
   *
   * @return their names, in the order given; immutable
   */
  public Set<String> fields() {
    return categories.keySet();
  }

  /**
   * The category given for a field.
   *
   * @param field the field's name
   * @return the category's index, or empty if the condition does not name the field
   */
  public OptionalInt category(String field) {
    Integer category = categories.get(field);
    return category == null ? OptionalInt.empty() : OptionalInt.of(category);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition that && categories.equals(that.categories);
  }

  @Override
  public int hashCode() {
    return categories.hashCode();
  }

  @Override
  public String toString() {
    if (categories.isEmpty()) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    categories.forEach(
        (field, category) ->
            text.append(text.length() == 0 ? "" : ", ").append(field).append(' ').append(category));
    return text.toString();
  }
}
