package dev.cvae.file;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link Field} as JSON; docs/files.md shows one of each kind. */
final class FieldJson {
  private FieldJson() {}

  static Map<String, Object> write(Field field) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (field instanceof CategoryField category) {
      json.put("kind", "category");
      json.put("name", field.name());
      json.put("categories", category.categories());
      putNames(field, json);
    } else if (field instanceof MultiLabelField) {
      json.put("kind", "multi_label");
      json.put("name", field.name());
      json.put("labels", field.values());
      putNames(field, json);
    } else if (field instanceof NumberField number) {
      json.put("kind", "number");
      json.put("name", field.name());
      json.put("mean", number.mean());
      json.put("deviation", number.deviation());
    } else if (field instanceof VectorField vector) {
      json.put("kind", "vector");
      json.put("name", field.name());
      json.put("mean", numbers(vector.mean()));
      json.put("deviation", numbers(vector.deviation()));
    } else if (field instanceof ImageField image) {
      json.put("kind", "image");
      json.put("name", field.name());
      json.put("shape", List.of(image.channels(), image.rows(), image.columns()));
    } else {
      throw new IllegalArgumentException("a field without a kind in the file: " + field);
    }
    return json;
  }

  static Field read(JsonObject json) {
    String name = json.string("name");
    return switch (json.string("kind")) {
      case "category" ->
          json.has("names")
              ? new CategoryField(name, json.strings("names", json.integer("categories")))
              : new CategoryField(name, json.integer("categories"));
      case "multi_label" ->
          json.has("names")
              ? new MultiLabelField(name, json.strings("names", json.integer("labels")))
              : new MultiLabelField(name, json.integer("labels"));
      case "number" -> new NumberField(name, json.real("mean"), json.real("deviation"));
      case "vector" -> new VectorField(name, json.reals("mean"), json.reals("deviation"));
      case "image" -> {
        int[] shape = json.integers("shape", 3);
        yield new ImageField(name, shape[0], shape[1], shape[2]);
      }
      default -> throw json.unknown("kind");
    };
  }

  private static void putNames(Field field, Map<String, Object> json) {
    if (!field.names().isEmpty()) {
      json.put("names", field.names());
    }
  }

  private static List<Double> numbers(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
