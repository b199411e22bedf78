package dev.cvae.network;

import dev.cvae.error.InvalidSettingException;

/**
 * The sides of the images in a convolutional network.
 *
 * @param channels how many values each pixel has
 * @param height in pixels
 * @param width in pixels
 */
public record ImageSize(int channels, int height, int width) {
  /**
   * How many values an image has.
   *
   * @return channels · height · width
   */
  public long values() {
    return (long) channels * height * width;
  }

  /**
   * How many channels an image of this height and width has that holds so many values.
   *
   * @param outputs what the reconstruction loss needs for a row
   * @return the number of channels
   * @throws InvalidSettingException if it is not the same number for each pixel
   */
  public int channelsFor(int outputs) {
    int pixels = height * width;
    if (outputs % pixels != 0) {
      throw InvalidSettingException.of(
          "reconstructionLoss",
          "must need the same number of values for each of the %d pixels that the decoder's convolutions end in"
              .formatted(pixels),
          "in need of " + outputs);
    }
    return outputs / pixels;
  }
}
