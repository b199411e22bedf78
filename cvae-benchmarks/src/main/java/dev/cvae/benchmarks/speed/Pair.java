package dev.cvae.benchmarks.speed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a contest measured in one turn.
 *
 * @param contest its name
 * @param date when, as ISO 8601 has it
 * @param sides this library's readings, then the peer's, if there is one
 */
record Pair(String contest, String date, List<Readings> sides) {
  /** A figure of a side, if it has said it. */
  OptionalDouble figure(int side, String name) {
    Double figure = side < sides.size() ? sides.get(side).figures().get(name) : null;
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  /** How many epochs this library trained for; 0 where it did not train, or has not said. */
  int epochs() {
    return (int) figure(0, "epochs").orElse(0);
  }

  /** One line. */
  String toJson() {
    JsonArray array = new JsonArray();
    sides.forEach(side -> array.add(side.toJson()));
    JsonObject object = new JsonObject();
    object.addProperty("contest", contest);
    object.addProperty("date", date);
    object.add("sides", array);
    return object.toString();
  }

  static Pair parse(String line) {
    JsonObject object = JsonParser.parseString(line).getAsJsonObject();
    List<Readings> sides = new ArrayList<>();
    for (JsonElement side : object.getAsJsonArray("sides")) {
      sides.add(Readings.parse(side.toString()));
    }
    return new Pair(object.get("contest").getAsString(), object.get("date").getAsString(), sides);
  }
}
