package dev.cvae.condition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Schemas of every kind of field, and conditions that fit them. */
public final class RandomSchemas {
  private RandomSchemas() {}

  /** Up to five fields, with or without names, complete or not. */
  public static ConditionSchema schema(Random random) {
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      fields.add(field("f" + i, random));
    }
    ConditionSchema schema = new ConditionSchema(fields);
    return random.nextBoolean() ? schema : schema.withDropout(random.nextDouble());
  }

  /** A field of any kind. */
  public static Field field(String name, Random random) {
    int size = 1 + random.nextInt(4);
    return switch (random.nextInt(7)) {
      case 0 -> new CategoryField(name, size);
      case 1 -> new CategoryField(name, names(size, random));
      case 2 -> new MultiLabelField(name, size);
      case 3 -> new MultiLabelField(name, names(size, random));
      case 4 -> new NumberField(name, 100 * random.nextGaussian(), 1e-3 + random.nextDouble());
      case 5 ->
          new VectorField(
              name, random.doubles(size, -5, 5).toArray(), random.doubles(size, 0.1, 9).toArray());
      default -> new ImageField(name, 1 + random.nextInt(3), size, 1 + random.nextInt(3));
    };
  }

  /** A condition as {@link ConditionColumns#row} gives it: names where there are names. */
  public static Condition condition(ConditionSchema schema, Random random) {
    Condition condition = Condition.none();
    for (Field field : schema.fields()) {
      if (!schema.mayBeMissing() || random.nextInt(3) > 0) {
        condition = with(condition, field, random);
      }
    }
    return condition;
  }

  private static Condition with(Condition condition, Field field, Random random) {
    String name = field.name();
    if (field instanceof CategoryField category) {
      int code = random.nextInt(category.categories());
      return field.names().isEmpty()
          ? condition.and(name, code)
          : condition.and(name, field.names().get(code));
    }
    if (field instanceof MultiLabelField) {
      Set<Integer> labels = new TreeSet<>();
      for (int i = random.nextInt(field.values() + 1); i > 0; i--) {
        labels.add(random.nextInt(field.values()));
      }
      return field.names().isEmpty()
          ? condition.and(name, labels.stream().mapToDouble(i -> i).toArray())
          : condition.and(name, labels.stream().map(field.names()::get).toList());
    }
    float[] numbers = new float[field.values()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = field instanceof ImageField ? random.nextFloat() : (float) random.nextGaussian();
    }
    return condition.and(name, numbers);
  }

  private static List<String> names(int count, Random random) {
    Set<String> names = new HashSet<>();
    while (names.size() < count) {
      names.add("n" + random.nextInt(1000));
    }
    return List.copyOf(names);
  }
}
