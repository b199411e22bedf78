package dev.cvae.web;

import dev.cvae.GenerationRequest;
import dev.cvae.condition.Condition;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to be generated:
 *
 * <pre>{@code
 * {"conditions": [{"label": 7}, {"label": 3}], "count": 2, "seed": 1, "temperature": 0.9,
 *  "format": "rows"}
 * }</pre>
 *
 * <p>A value is a category's code or name, a number, a list of numbers, or a list of labels' names.
 * A member that is null is one that is left out.
 *
 * @param request what the model is asked
 * @param png whether the answer is pictures rather than numbers
 */
record GenerateQuery(GenerationRequest request, boolean png) {
  private static final long JAVASCRIPT_WHOLE = 1L << 53; // whole numbers below are exact there
  private static final Set<String> MEMBERS =
      Set.of("conditions", "count", "seed", "temperature", "format");

  /**
   * How many rows one request may ask for.
   *
   * @param rows that many
   * @param reason why not more, for messages
   */
  record Limit(int rows, String reason) {}

  /**
   * Reads a request's body.
   *
   * @param text JSON
   * @param most how much it may ask for
   * @return what is asked
   * @throws RefusedException if it is not such JSON, or asks for too much
   */
  static GenerateQuery read(String text, Limit most) throws RefusedException {
    try {
      if (!(Json.readWithoutNullMembers(text) instanceof Map<?, ?> members)) {
        throw new RefusedException(400, "the body must be a JSON object");
      }
      for (Object name : members.keySet()) {
        if (!MEMBERS.contains(name)) {
          throw new RefusedException(400, "there is no " + name + ", only " + MEMBERS);
        }
      }
      return read(members, most);
    } catch (CvaeException e) {
      throw new RefusedException(400, e);
    }
  }

  private static GenerateQuery read(Map<?, ?> members, Limit most) throws RefusedException {
    List<Condition> each = conditions(members.get("conditions"));
    long count = whole(members, "count", 1);
    if (count < 1 || count > most.rows() / each.size()) {
      throw InvalidSettingException.of(
          "conditions × count",
          "must lie in 1..%d (%s)".formatted(most.rows(), most.reason()),
          each.size() + " × " + count);
    }
    List<Condition> rows = new ArrayList<>();
    each.forEach(condition -> rows.addAll(Collections.nCopies((int) count, condition)));
    GenerationRequest request = GenerationRequest.of(rows);
    long fresh = ThreadLocalRandom.current().nextLong(JAVASCRIPT_WHOLE);
    request = request.seed(whole(members, "seed", fresh));
    if (members.containsKey("temperature")) {
      request = request.temperature(number("temperature", members.get("temperature")));
    }
    return new GenerateQuery(request, isPng(members.get("format")));
  }

  private static List<Condition> conditions(@Nullable Object value) {
    if (value == null) {
      return List.of(Condition.none());
    }
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw InvalidSettingException.of("conditions", "must be a list of at least one", value);
    }
    return list.stream().map(GenerateQuery::condition).toList();
  }

  private static Condition condition(Object value) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw InvalidSettingException.of("condition", "must be an object", value);
    }
    Condition condition = Condition.none();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      condition = with(condition, (String) field.getKey(), field.getValue());
    }
    return condition;
  }

  private static Condition with(Condition condition, String field, Object value) {
    if (value instanceof Number number) {
      return condition.and(field, number.doubleValue());
    } else if (value instanceof String name) {
      return condition.and(field, name);
    } else if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return condition.and(field, list.stream().map(String.class::cast).toList());
    } else if (value instanceof List<?> list) {
      return condition.and(field, list.stream().mapToDouble(one -> number(field, one)).toArray());
    }
    throw InvalidSettingException.of(field, "must be a number, a name, or a list of either", value);
  }

  private static double number(String name, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw InvalidSettingException.of(name, "must be a number", shown(value));
  }

  private static long whole(Map<?, ?> members, String name, long without) {
    Object value = members.get(name);
    if (value == null) {
      return without;
    }
    if (value instanceof Long number) {
      return number;
    }
    throw InvalidSettingException.of(name, "must be a whole number", shown(value));
  }

  /** A text in quotes, so that it is not taken for the number that it may look like. */
  private static Object shown(Object value) {
    return value instanceof String text ? "the text \"" + text + '"' : value;
  }

  private static boolean isPng(@Nullable Object format) {
    if (format == null || format.equals("rows")) {
      return false;
    }
    if (format.equals("png")) {
      return true;
    }
    throw InvalidSettingException.of("format", "must be rows or png", format);
  }
}
