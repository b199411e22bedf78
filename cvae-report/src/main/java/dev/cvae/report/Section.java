package dev.cvae.report;

import java.util.List;

/**
 * A part of the page.
 *
 * @param id for links to it
 * @param title its heading
 * @param content what is below
 */
record Section(String id, String title, List<Html> content) {
  Html toHtml() {
    return Html.of("section", Html.of("h2", title).with("id", id + "-title"), content)
        .with("id", id)
        .with("aria-labelledby", id + "-title");
  }

  Html link() {
    return Html.of("li", Html.of("a", title).with("href", "#" + id));
  }
}
