package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** What the condition does to the channels of a block, before its activation. */
interface ChannelCondition {
  /** Nothing. */
  ChannelCondition NONE = (images, c) -> images;

  /**
   * Images as c has them.
   *
   * @param images (batch, channels, height, width)
   * @param c (batch, condition width), or null without condition
   */
  NDArray apply(NDArray images, @Nullable NDArray c);

  /** A number for each channel, (batch, channels), as it is added to or multiplied with images. */
  static NDArray perChannel(NDArray numbers) {
    return numbers.expandDims(2).expandDims(3); // (batch, channels, 1, 1)
  }
}
