package dev.cvae.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages over the epochs, one of which is seen; a slider chooses. Without scripts, and on paper, it
 * is the last one, from the fitted model.
 */
final class Film {
  private final SamplePage page;
  private final List<EpochSamples.Page> pages;
  private final BufferedImage last;

  Film(SamplePage page, List<EpochSamples.Page> pages, BufferedImage last) {
    this.page = page;
    this.pages = pages;
    this.last = last;
  }

  Html toHtml() {
    List<Html> frames = new ArrayList<>();
    for (EpochSamples.Page shown : pages) {
      frames.add(frame(shown.image(), "after epoch " + shown.epoch()).with("hidden", "hidden"));
    }
    frames.add(frame(last, "of the fitted model"));
    List<Html> parts = new ArrayList<>();
    if (!page.heads().isEmpty()) {
      List<Html> heads = page.heads().stream().map(head -> Html.of("span", head)).toList();
      parts.add(
          Html.of("div", heads)
              .with("class", "heads")
              .with("aria-hidden", "true")
              .with("style", "width:" + width() + "px"));
    }
    String kind = page.pixelsPerPoint() < 1 ? "frames" : "frames chart scroll";
    parts.add(Html.of("div", frames).with("class", kind));
    if (!pages.isEmpty()) {
      parts.add(controls(frames.size()));
    }
    parts.add(Html.of("figcaption", page.caption()));
    parts.addAll(page.legend());
    return Html.of("figure", parts).with("class", "film");
  }

  private Html frame(BufferedImage image, String when) {
    String columns =
        page.heads().isEmpty() ? "" : " Columns: " + String.join(", ", page.heads()) + ".";
    Html frame =
        Figures.image(image, "Samples " + when + "." + columns)
            .with("data-when", when)
            .with("width", width())
            .with("height", Math.round(image.getHeight() / page.pixelsPerPoint()));
    return page.pixelsPerPoint() < 1 ? frame.with("class", "pixels") : frame;
  }

  private long width() {
    return Math.round(last.getWidth() / page.pixelsPerPoint());
  }

  private static Html controls(int frames) {
    return Html.of(
            "div",
            Html.of("button", "Play").with("type", "button"),
            Html.of(
                "label",
                "Samples ",
                Html.of("output", "of the fitted model"),
                Html.of("input")
                    .with("type", "range")
                    .with("min", 0)
                    .with("max", frames - 1)
                    .with("value", frames - 1)))
        .with("class", "controls")
        .with("hidden", "hidden");
  }
}
