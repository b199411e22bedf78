package dev.cvae.report;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The conditions of a report: which are shown, and how they are called. */
final class Conditions {
  private static final int MOST = 10;
  private static final int MOST_NUMBERS = 4; // of a vector
  private static final String NONE = "none";

  private Conditions() {}

  /**
   * Up to ten different conditions of some rows: in their order where it is one category or number,
   * else as the data has them, and evenly spaced where there are more.
   */
  static List<Condition> shown(Dataset rows, ConditionSchema schema) {
    Set<Condition> different = new LinkedHashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      different.add(rows.condition(row));
    }
    List<Condition> all = new ArrayList<>(different);
    if (schema.fields().size() == 1) {
      all.sort(Comparator.comparingDouble(condition -> order(schema, condition)));
    }
    int count = Math.min(MOST, all.size());
    List<Condition> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get(i * all.size() / count));
    }
    return some;
  }

  private static double order(ConditionSchema schema, Condition condition) {
    ConditionColumns column = ConditionColumns.of(schema, List.of(condition));
    return schema.fields().get(0) instanceof CategoryField
        ? column.codes(0)[0]
        : column.values(0)[0];
  }

  /** For people: {@code 7} where label is all there is, else {@code digit 7, angle 12.5}. */
  static String text(ConditionSchema schema, Condition condition) {
    Map<String, String> values = values(schema, condition);
    if (values.isEmpty()) {
      return NONE;
    }
    return schema.fields().size() == 1
        ? String.join("", values.values())
        : values.entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", "));
  }

  /** The same as lines of a caption, one a field. */
  static List<Html> lines(ConditionSchema schema, Condition condition) {
    boolean named = schema.fields().size() > 1;
    List<Html> lines = new ArrayList<>();
    values(schema, condition)
        .forEach(
            (field, value) ->
                lines.add(
                    Html.of("span", named ? field + " " : "", Html.of("b", value))
                        .with("class", "field")));
    return lines;
  }

  /** What a condition says of each field that it gives, in the schema's order. */
  static Map<String, String> values(ConditionSchema schema, Condition condition) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      if (condition.fields().contains(field.name())) {
        values.put(field.name(), value(field, condition));
      }
    }
    return values;
  }

  private static String value(Field field, Condition condition) {
    Set<String> names = condition.names(field.name());
    float[] numbers = condition.numbers(field.name());
    if (!names.isEmpty()) {
      return field.names().stream().filter(names::contains).collect(Collectors.joining(" + "));
    }
    if (numbers.length == 0) {
      return NONE; // of several labels
    }
    List<String> each =
        IntStream.range(0, numbers.length).mapToObj(i -> Digits.alone(numbers[i])).toList();
    if (field instanceof MultiLabelField || each.size() == 1) {
      return String.join(" + ", each);
    }
    return each.size() <= MOST_NUMBERS
        ? "(" + String.join(", ", each) + ")"
        : each.size() + " numbers";
  }
}
