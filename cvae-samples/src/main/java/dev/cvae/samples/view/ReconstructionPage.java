package dev.cvae.samples.view;

import dev.cvae.Samples;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import java.awt.image.BufferedImage;

/** Rows of data, and under each row of pictures what a model makes of their encodings. */
public final class ReconstructionPage {
  private ReconstructionPage() {}

  /**
   * Draws the page.
   *
   * @param originals as many rows as there are reconstructions, of an image shape
   * @param reconstructions of these rows, in the same order
   * @param columns how many pictures a line, at least 1
   * @return a new image: a line of originals, a line of their reconstructions, and so on
   */
  public static BufferedImage of(Dataset originals, Samples reconstructions, int columns) {
    int count = reconstructions.size();
    int lines = (count + columns - 1) / columns;
    float[][] page =
        new float[2 * lines * columns][originals.shape().size()]; // black where none is
    for (int row = 0; row < count; row++) {
      int place = 2 * (row / columns) * columns + row % columns;
      page[place] = originals.row(row);
      page[place + columns] = reconstructions.row(row);
    }
    return Images.grid(page, originals.shape(), columns);
  }
}
