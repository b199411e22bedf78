package dev.cvae.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page. */
final class Page {
  /** Stands in each file near its start, so that a later export knows its own files. */
  static final String MARK = "Written by cvae export-web.";

  static final String INDEX = "index.html";
  static final String WEIGHTS = "weights.js";

  private static final String[] RESOURCES = {"cvae.js", "page.js", INDEX};

  private Page() {}

  /**
   * The page for a model.
   *
   * @param model in as many bits as are wanted
   * @return each file by its name, the one that names all others last
   */
  static Map<String, byte[]> of(PageModel.Rounded model) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(WEIGHTS, model.script().getBytes(StandardCharsets.UTF_8));
    for (String name : RESOURCES) {
      contents.put(name, resource(name));
    }
    return contents;
  }

  private static byte[] resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
