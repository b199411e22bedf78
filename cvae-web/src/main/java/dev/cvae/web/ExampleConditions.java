package dev.cvae.web;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/** Conditions to measure a model with: each category in turn, numbers like those of its data. */
final class ExampleConditions {
  private static final RandomStream RANDOM = RandomStream.of(0).split("example conditions");

  private ExampleConditions() {}

  static List<Condition> of(ConditionSchema schema, int count) {
    return IntStream.range(0, count).mapToObj(row -> condition(schema, row)).toList();
  }

  private static Condition condition(ConditionSchema schema, int row) {
    Condition condition = Condition.none();
    int round = row;
    for (Field field : schema.fields()) {
      RandomStream random = RANDOM.split(field.name());
      if (field instanceof CategoryField category) {
        condition = condition.and(field.name(), round % category.categories());
        round = round / category.categories();
      } else if (field instanceof MultiLabelField) {
        condition = condition.and(field.name(), labels(random, row, field.width()));
      } else if (field instanceof NumberField number) {
        double value = number.mean() + number.deviation() * random.normal(row);
        condition = condition.and(field.name(), value);
      } else if (field instanceof VectorField vector) {
        condition = condition.and(field.name(), numbers(random, row, vector));
      }
    }
    return condition;
  }

  private static double[] labels(RandomStream random, int row, int labels) {
    return IntStream.range(0, labels)
        .filter(label -> random.uniform((long) row * labels + label) < 0.5)
        .asDoubleStream()
        .toArray();
  }

  private static double[] numbers(RandomStream random, int row, VectorField vector) {
    double[] values = vector.mean();
    double[] deviation = vector.deviation();
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation[i] * random.normal((long) row * values.length + i);
    }
    return values;
  }
}
