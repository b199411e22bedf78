package dev.cvae.benchmarks.speed;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process said of itself: JSON objects, one a line, numbers being figures and strings facts.
 *
 * @param figures by name; of those said twice the last
 * @param facts by name, such as the version of an engine
 */
record Readings(Map<String, Double> figures, Map<String, String> facts) {
  /** From what was printed; lines that are no objects are for people. */
  static Readings parse(String output) {
    Map<String, Double> figures = new TreeMap<>();
    Map<String, String> facts = new TreeMap<>();
    output
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .flatMap(object -> object.entrySet().stream())
        .forEach(
            said -> {
              if (!said.getValue().isJsonPrimitive()) {
                throw new JsonParseException(said + " is neither a number nor a string");
              }
              if (said.getValue().getAsJsonPrimitive().isNumber()) {
                figures.put(said.getKey(), said.getValue().getAsDouble());
              } else {
                facts.put(said.getKey(), said.getValue().getAsString());
              }
            });
    return new Readings(figures, facts);
  }

  /** One line that {@link #parse} reads. */
  JsonObject toJson() {
    JsonObject object = new JsonObject();
    figures.forEach(object::addProperty);
    facts.forEach(object::addProperty);
    return object;
  }
}
