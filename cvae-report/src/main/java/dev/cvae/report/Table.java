package dev.cvae.report;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: a row of names, then rows whose first cell is their name. */
final class Table {
  private final String caption;
  private final Html head;
  private final List<Html> body = new ArrayList<>();

  Table(String caption, List<String> names) {
    this.caption = caption;
    this.head =
        Html.of(
            "tr", names.stream().map(name -> Html.of("th", name).with("scope", "col")).toList());
  }

  /** Name and cells are elements, collections of such, or text. */
  Table row(Object name, List<?> cells) {
    List<Html> row = new ArrayList<>();
    row.add(Html.of("th", name).with("scope", "row"));
    cells.forEach(cell -> row.add(Html.of("td", cell)));
    body.add(Html.of("tr", row));
    return this;
  }

  /** Within a box that scrolls by itself where the screen is narrow. */
  Html toHtml() {
    Html table =
        Html.of(
            "table",
            Html.of("caption", Html.of("span", caption)),
            Html.of("thead", head),
            Html.of("tbody", body));
    return Html.of("div", table).with("class", "scroll").with("tabindex", 0);
  }
}
