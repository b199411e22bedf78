package dev.cvae.report;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The conditions of a report: which are shown, and how they are called. */
final class Conditions {
  private static final int MOST = 10;

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
    String text = condition.toString();
    if (schema.fields().size() != 1 || condition.fields().isEmpty()) {
      return text;
    }
    return text.substring(schema.fields().get(0).name().length() + 1);
  }
}
