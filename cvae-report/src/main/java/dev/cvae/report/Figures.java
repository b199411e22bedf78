package dev.cvae.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures within a page: the bytes of a PNG in the text, an alternative text, a caption. */
final class Figures {
  private static final int WIDTH = 960; // of the page's text, in its own pixels
  private static final int LARGEST_SCALE = 4;

  private Figures() {}

  /** What is drawn once on white and once on dark paper. */
  interface Drawing {
    BufferedImage on(Theme theme);
  }

  /** A wide chart; where the page is narrow, it scrolls. */
  static Html chart(Drawing drawing, String alt, String caption) {
    return figure(Html.of("div", chart(drawing, alt)).with("class", "chart scroll"), caption);
  }

  /** Charts beside each other, and below each other where the page is narrow. */
  static Html charts(List<Html> charts, String caption) {
    return figure(Html.of("div", charts).with("class", "charts"), caption);
  }

  /** A chart, sharpened, with its dark sister for screens that ask for it. */
  static Html chart(Drawing drawing, String alt) {
    BufferedImage light = drawing.on(Theme.LIGHT);
    Html dark =
        Html.of("source")
            .with("media", "screen and (prefers-color-scheme: dark)")
            .with("srcset", data(drawing.on(Theme.DARK)));
    Html image =
        image(light, alt)
            .with("width", light.getWidth() / Charts.SHARPNESS)
            .with("height", light.getHeight() / Charts.SHARPNESS);
    return Html.of("picture", dark, image);
  }

  /** A picture whose pixels are the data's, as large as the page is wide. */
  static Html pixels(BufferedImage picture, String alt) {
    int scale = Math.max(1, Math.min(LARGEST_SCALE, WIDTH / picture.getWidth()));
    return image(picture, alt)
        .with("class", "pixels")
        .with("width", scale * picture.getWidth())
        .with("height", scale * picture.getHeight());
  }

  static Html image(BufferedImage picture, String alt) {
    return Html.of("img").with("src", data(picture)).with("alt", alt);
  }

  static Html figure(Html content, String caption) {
    return Html.of("figure", content, Html.of("figcaption", caption));
  }

  private static String data(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a picture into memory", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
