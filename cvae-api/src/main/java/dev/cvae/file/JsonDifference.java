package dev.cvae.file;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what two JSON objects differ, in words for a message. */
final class JsonDifference {
  private JsonDifference() {}

  /**
   * The first member that is not the same.
   *
   * @param inFile one, as the file has it
   * @param inProgram the other, as the program has it
   */
  static Optional<String> between(String inFile, String inProgram) {
    Map<?, ?> there = (Map<?, ?>) Json.read(inFile);
    Map<?, ?> here = (Map<?, ?>) Json.read(inProgram);
    Set<Object> names = new LinkedHashSet<>(there.keySet());
    names.addAll(here.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(there.get(name), here.get(name)))
        .findFirst()
        .map(
            name ->
                "%s is %s in the file, and %s here"
                    .formatted(name, text(there.get(name)), text(here.get(name))));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "not set" : Json.write(value);
  }
}
