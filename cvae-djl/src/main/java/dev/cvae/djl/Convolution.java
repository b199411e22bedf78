package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/** A convolution of images with zeros around them. */
final class Convolution {
  private static final Shape ONE = new Shape(1, 1);

  private final NDArray weight; // (out, in, kernel, kernel)
  private final NDArray bias; //   (out)
  private final Shape stride;

  private Convolution(String name, long in, long out, int kernel, int stride, Weights weights) {
    long fanIn = in * kernel * kernel;
    this.weight = weights.add(name + ".weight", fanIn, out, in, kernel, kernel);
    this.bias = weights.add(name + ".bias", fanIn, out);
    this.stride = new Shape(stride, stride);
  }

  /** 3 × 3: height and width stay. */
  static Convolution same(String name, long in, long out, Weights weights) {
    return new Convolution(name, in, out, 3, 1, weights);
  }

  /** 4 × 4 with stride 2: height and width are halved. */
  static Convolution halving(String name, long in, long out, Weights weights) {
    return new Convolution(name, in, out, 4, 2, weights);
  }

  /** From (batch, in, height, width) to (batch, out, height / stride, width / stride). */
  NDArray forward(NDArray images) {
    return Conv2d.conv2d(images, weight, bias, stride, ONE, ONE).singletonOrThrow();
  }
}
