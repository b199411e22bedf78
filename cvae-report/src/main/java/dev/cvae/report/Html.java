package dev.cvae.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page: well-formed HTML that is XML as well. Immutable; text is escaped when it is
 * written.
 */
final class Html {
  private static final Set<String> VOID = Set.of("img", "input", "meta", "source");

  private final String name;
  private final Map<String, String> attributes;
  private final List<Object> children; // Html, or text

  private Html(String name, Map<String, String> attributes, List<Object> children) {
    this.name = name;
    this.attributes = attributes;
    this.children = children;
  }

  /**
   * An element.
   *
   * @param children elements, collections of such, and whatever else is text
   */
  static Html of(String name, Object... children) {
    List<Object> all = new ArrayList<>();
    for (Object child : children) {
      if (child instanceof Collection<?> some) {
        all.addAll(some);
      } else {
        all.add(child);
      }
    }
    return new Html(name, Map.of(), List.copyOf(all));
  }

  /** The same with one more attribute. */
  Html with(String attribute, Object value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value.toString());
    return new Html(name, more, children);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) ->
            out.append(' ').append(attribute).append("=\"").append(escaped(value)).append('"'));
    if (VOID.contains(name)) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object child : children) {
      if (child instanceof Html element) {
        element.write(out);
      } else {
        out.append(isVerbatim() ? child : escaped(child.toString()));
      }
    }
    out.append("</").append(name).append('>');
  }

  /** Styles and scripts, which are ours, and written without characters that need escaping. */
  private boolean isVerbatim() {
    return name.equals("style") || name.equals("script");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
