package dev.cvae.runtime;

import dev.cvae.network.ImageSize;

/**
 * The squares of pixels that a convolution sees, from images with one line of zeros around them.
 *
 * @param size of the images
 * @param kernel height and width of a square
 * @param stride how far it moves
 */
record Patches(ImageSize size, int kernel, int stride) {
  /**
   * The squares of one line of outputs, side by side.
   *
   * @param image channel by channel, each row by row
   * @param line which line of outputs
   * @return (width / stride, channels · kernel · kernel), in the order of a kernel's weights
   */
  float[][] line(float[] image, int line) {
    int width = size.width() / stride;
    float[][] patches = new float[width][size.channels() * kernel * kernel];
    for (int channel = 0; channel < size.channels(); channel++) {
      for (int i = 0; i < kernel; i++) {
        int y = line * stride + i - 1;
        if (y >= 0 && y < size.height()) {
          int from = (channel * size.height() + y) * size.width();
          int to = (channel * kernel + i) * kernel;
          for (int column = 0; column < width; column++) {
            copy(image, from, column * stride - 1, patches[column], to);
          }
        }
      }
    }
    return patches;
  }

  /** One line of a square that begins at a column of the image, or before the first. */
  private void copy(float[] image, int from, int column, float[] patch, int to) {
    int first = Math.max(0, column);
    int last = Math.min(size.width(), column + kernel);
    System.arraycopy(image, from + first, patch, to + first - column, last - first);
  }
}
