package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Typed reading of one JSON object; whatever is missing or of another type is an error with its
 * name.
 */
final class JsonObject {
  private final String name;
  private final Map<?, ?> members;

  JsonObject(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelFileException(name + " must be a JSON object");
    }
    this.name = name;
    this.members = map;
  }

  List<String> names() {
    return members.keySet().stream().map(String.class::cast).toList();
  }

  boolean isString(String member) {
    return members.get(member) instanceof String;
  }

  String string(String member) {
    return get(member, String.class);
  }

  long number(String member) {
    return get(member, Long.class);
  }

  int integer(String member) {
    long number = number(member);
    if (number != (int) number) {
      throw new ModelFileException(name + "." + member + " must be a 32-bit number, was " + number);
    }
    return (int) number;
  }

  double real(String member) {
    return get(member, Number.class).doubleValue();
  }

  JsonObject object(String member) {
    return new JsonObject(name + "." + member, get(member, Map.class));
  }

  boolean truth(String member) {
    return get(member, Boolean.class);
  }

  Duration duration(String member) {
    try {
      return Duration.parse(string(member));
    } catch (DateTimeParseException e) {
      throw new ModelFileException(
          name + "." + member + " must be an ISO 8601 duration, was " + string(member), e);
    }
  }

  boolean has(String member) {
    return members.containsKey(member);
  }

  Optional<JsonObject> optional(String member) {
    return has(member) ? Optional.of(object(member)) : Optional.empty();
  }

  Optional<String> optionalString(String member) {
    return has(member) ? Optional.of(string(member)) : Optional.empty();
  }

  List<JsonObject> objects(String member) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object value : list(member)) {
      objects.add(new JsonObject(name + "." + member, value));
    }
    return objects;
  }

  List<?> list(String member) {
    return get(member, List.class);
  }

  int[] integers(String member) {
    List<?> values = list(member);
    int[] integers = new int[values.size()];
    for (int i = 0; i < integers.length; i++) {
      if (!(values.get(i) instanceof Long value) || value != value.intValue()) {
        throw new ModelFileException(name + "." + member + " must be 32-bit numbers");
      }
      integers[i] = value.intValue();
    }
    return integers;
  }

  List<Integer> integerList(String member) {
    List<Integer> list = new ArrayList<>();
    for (int value : integers(member)) {
      list.add(value);
    }
    return list;
  }

  /** So many whole numbers. */
  int[] integers(String member, int count) {
    int[] integers = integers(member);
    requireCount(member, integers.length, count);
    return integers;
  }

  /** So many texts. */
  List<String> strings(String member, int count) {
    List<String> strings = new ArrayList<>();
    for (Object value : list(member)) {
      if (!(value instanceof String text)) {
        throw new ModelFileException(name + "." + member + " must be strings");
      }
      strings.add(text);
    }
    requireCount(member, strings.size(), count);
    return strings;
  }

  double[] reals(String member) {
    return reals(member, list(member));
  }

  double[][] realRows(String member) {
    List<?> rows = list(member);
    double[][] reals = new double[rows.size()][];
    for (int i = 0; i < reals.length; i++) {
      if (!(rows.get(i) instanceof List<?> row)) {
        throw new ModelFileException(name + "." + member + " must be lists of numbers");
      }
      reals[i] = reals(member, row);
    }
    return reals;
  }

  private double[] reals(String member, List<?> values) {
    double[] reals = new double[values.size()];
    for (int i = 0; i < reals.length; i++) {
      if (!(values.get(i) instanceof Number value)) {
        throw new ModelFileException(name + "." + member + " must be numbers");
      }
      reals[i] = value.doubleValue();
    }
    return reals;
  }

  private void requireCount(String member, int found, int count) {
    if (found != count) {
      throw new ModelFileException(
          name + "." + member + " must have " + count + " elements, had " + found);
    }
  }

  /** An error for a kind that this version does not know. */
  ModelFileException unknown(String member) {
    return new ModelFileException(
        name + "." + member + " is \"" + string(member) + "\", which this version does not know");
  }

  private <T> T get(String member, Class<T> type) {
    Object value = members.get(member);
    if (!type.isInstance(value)) {
      throw new ModelFileException(
          name + "." + member + " must be a " + type.getSimpleName() + ", was " + value);
    }
    return type.cast(value);
  }
}
