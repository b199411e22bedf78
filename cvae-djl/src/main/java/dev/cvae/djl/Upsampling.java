package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A sub-pixel convolution, which doubles height and width: a convolution gives four values for each
 * pixel and channel, and they become the two by two pixels in its place (Shi et al. 2016, section
 * 2.2).
 */
final class Upsampling {
  private final Convolution convolution;
  private final long out;

  Upsampling(String name, long in, long out, Weights weights) {
    this.convolution = Convolution.same(name, in, 4 * out, weights);
    this.out = out;
  }

  /** From (batch, in, h, w) to (batch, out, 2 · h, 2 · w). */
  NDArray forward(NDArray images) {
    NDArray four = convolution.forward(images); // (batch, 4 · out, h, w)
    long h = four.getShape().get(2);
    long w = four.getShape().get(3);
    return four.reshape(new Shape(-1, out, 2, 2, h, w)) //  pixel (i, j) of the two by two
        .transpose(0, 1, 4, 2, 5, 3) //                     (batch, out, h, i, w, j)
        .reshape(new Shape(-1, out, 2 * h, 2 * w));
  }
}
