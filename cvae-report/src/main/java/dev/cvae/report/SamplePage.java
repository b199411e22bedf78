package dev.cvae.report;

import dev.cvae.GenerativeModel;
import java.awt.image.BufferedImage;
import java.util.List;

/** A page of what a model generates, always from the same z and under the same conditions. */
interface SamplePage {
  /**
   * Draws it.
   *
   * @param model with the weights that it has now
   * @return a new image, of the same size for each model
   */
  BufferedImage of(GenerativeModel model);

  /** What stands above its columns, if they have a meaning. */
  List<String> heads();

  /** What the heads stand for, where they are too short to say so; else nothing. */
  default List<Html> legend() {
    return List.of();
  }

  /** What is to be seen, in words. */
  String caption();

  /** Pixels of the picture for one of the page. */
  double pixelsPerPoint();
}
