package dev.cvae.condition;

import dev.cvae.error.InvalidSettingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the values 0 to n - 1 of a field are called, if they have names. */
final class Names {
  private static final int SHOWN = 20;

  private final List<String> list;
  private final Map<String, Integer> indices = new HashMap<>();

  Names(String field, List<String> names) {
    list = List.copyOf(names);
    for (String name : list) {
      if (name.isBlank()) {
        throw InvalidSettingException.of(
            "names of field " + field, "must not be blank", '"' + name + '"');
      }
      if (indices.put(name, indices.size()) != null) {
        throw InvalidSettingException.of("names of field " + field, "must differ", name);
      }
    }
  }

  /** Checks the name of a field. */
  static String ofField(String name) {
    if (name.isBlank()) {
      throw InvalidSettingException.of(
          "name of a condition field", "must not be blank", '"' + name + '"');
    }
    return name;
  }

  List<String> list() {
    return list;
  }

  /** The index of a name, or -1. */
  int indexOf(Object name) {
    return indices.getOrDefault(name, -1);
  }

  /** For messages: {@code 0..9}, or {@code (red, green, blue)}. */
  String text(int count) {
    if (list.isEmpty()) {
      return count == 1 ? "0" : "0.." + (count - 1);
    }
    return list.size() <= SHOWN
        ? "(" + String.join(", ", list) + ")"
        : "(" + String.join(", ", list.subList(0, SHOWN)) + ", … " + count + " in all)";
  }
}
