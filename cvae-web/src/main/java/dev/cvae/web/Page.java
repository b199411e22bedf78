package dev.cvae.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page. */
final class Page {
  static final String INDEX = "index.html";
  static final String WEIGHTS = "weights.js";

  private static final String[] RESOURCES = {"cvae.js", "page.js", INDEX};

  private Page() {}

  /**
   * The page for a model.
   *
   * @param model in as many bits as are wanted
   * @return each file's text by its name, the one that names all others last
   */
  static Map<String, String> of(PageModel.Rounded model) {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(WEIGHTS, model.script());
    for (String name : RESOURCES) {
      contents.put(name, resource(name));
    }
    return contents;
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
