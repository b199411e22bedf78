package dev.cvae.samples.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) from maps, lists, strings, numbers and booleans, on one line. A number that JSON
 * cannot write, NaN or infinite, becomes {@code null}.
 */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Object value) {
    JsonText text = new JsonText();
    text.write(value);
    return text.out.toString();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      writeObject(map);
    } else if (value instanceof List<?> list) {
      writeArray(list);
    } else if (value instanceof Number number) {
      out.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
    } else if (value instanceof Boolean) {
      out.append(value);
    } else {
      writeString(value.toString());
    }
  }

  private void writeObject(Map<?, ?> map) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> entry = i.next();
      writeString(String.valueOf(entry.getKey()));
      out.append(':');
      write(entry.getValue());
      out.append(i.hasNext() ? "," : "");
    }
    out.append('}');
  }

  private void writeArray(List<?> list) {
    out.append('[');
    for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
      write(i.next());
      out.append(i.hasNext() ? "," : "");
    }
    out.append(']');
  }

  private void writeString(String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      writeCharacter(string.charAt(i));
    }
    out.append('"');
  }

  /** Escapes what must be, and all beyond ASCII, so that no terminal's encoding can change it. */
  private void writeCharacter(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c < ' ' || c > '~') {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }
}
