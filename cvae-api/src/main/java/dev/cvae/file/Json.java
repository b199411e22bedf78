package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259), strictly: no duplicate names, nothing after the value, bounded depth. Objects
 * are {@link LinkedHashMap}s, arrays {@link List}s, whole numbers {@link Long}s, other numbers
 * {@link Double}s. There is no null: the model file has none.
 */
public final class Json {
  private static final int DEEPEST = 64;

  private final String text;
  private final boolean leavesOutNull;
  private int at;

  private Json(String text, boolean leavesOutNull) {
    this.text = text;
    this.leavesOutNull = leavesOutNull;
  }

  /**
   * Reads one value.
   *
   * @param text all of it
   * @return a map, list, string, number or truth value
   * @throws ModelFileException if the text is not such JSON; the message says where
   */
  public static Object read(String text) {
    return new Json(text, false).document();
  }

  /**
   * Reads one value that another program wrote, to which a member that is null is one that is not
   * there: {@code {"seed": null}} reads as {@code {}}. Null is an error anywhere else.
   *
   * @param text all of it
   * @return a map, list, string, number or truth value
   * @throws ModelFileException if the text is not such JSON; the message says where
   */
  public static Object readWithoutNullMembers(String text) {
    return new Json(text, true).document();
  }

  private Object document() {
    Object value = value(0);
    skipSpace();
    if (at < text.length()) {
      throw error("the end");
    }
    return value;
  }

  /**
   * Writes one value on one line.
   *
   * @param value a map with strings as keys, list, string, finite number or truth value, or such of
   *     these
   * @return the JSON
   * @throws ModelFileException if a number is not finite
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> object) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        out.append(separator);
        writeString((String) entry.getKey(), out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> array) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(array.get(i), out);
      }
      out.append(']');
    } else if (value instanceof String string) {
      writeString(string, out);
    } else if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      throw new ModelFileException("a model file holds finite numbers only, was given " + number);
    } else {
      out.append(value); // Long, Integer, Double, Float, Boolean: their text is JSON
    }
  }

  private static void writeString(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw error("at most " + DEEPEST + " levels");
    }
    skipSpace();
    char c = peek();
    if (c == '{') {
      return object(depth);
    } else if (c == '[') {
      return array(depth);
    } else if (c == '"') {
      return string();
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      return number();
    } else if (text.startsWith("true", at)) {
      at += 4;
      return true;
    } else if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    throw error("a value");
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        if (!acceptNull() && object.put(name, value(depth + 1)) != null) {
          throw error("no second \"" + name + "\"");
        }
        skipSpace();
      } while (accept(','));
    }
    expect('}');
    return object;
  }

  /** Goes beyond a null that is to be left out. */
  private boolean acceptNull() {
    skipSpace();
    boolean here = leavesOutNull && text.startsWith("null", at);
    at += here ? 4 : 0;
    return here;
  }

  private List<Object> array(int depth) {
    List<Object> array = new ArrayList<>();
    expect('[');
    skipSpace();
    if (peek() != ']') {
      do {
        array.add(value(depth + 1));
        skipSpace();
      } while (accept(','));
    }
    expect(']');
    return array;
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < 0x20) {
        throw error("no control character in a string");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    int index = "\"\\/bfnrt".indexOf(c);
    if (index >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (c == 'u' && at + 4 <= text.length()) {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        char hex = text.charAt(at++);
        int digit = hex < 0x80 ? Character.digit(hex, 16) : -1;
        if (digit < 0) {
          throw error("four hexadecimal digits");
        }
        code = code * 16 + digit;
      }
      return (char) code;
    }
    throw error("an escape");
  }

  private Object number() {
    int start = at;
    accept('-');
    if (!accept('0')) {
      digits();
    }
    boolean whole = true;
    if (accept('.')) {
      whole = false;
      digits();
    }
    if (accept('e') || accept('E')) {
      whole = false;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String number = text.substring(start, at);
    try {
      if (whole) {
        return Long.valueOf(number);
      }
      Double value = Double.valueOf(number); // once: of all reading, it takes longest
      if (!value.isInfinite()) {
        return value;
      }
    } catch (NumberFormatException e) { // a whole number that is too large
      throw error("a number of at most 64 bits");
    }
    throw error("a number of at most 64 bits");
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw error("a digit");
    }
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n');
  }

  private char peek() {
    if (at >= text.length()) {
      throw error("more");
    }
    return text.charAt(at);
  }

  private boolean accept(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "'");
    }
  }

  private ModelFileException error(String expected) {
    return new ModelFileException("JSON at character " + at + " must have " + expected);
  }
}
