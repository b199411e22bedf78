package dev.cvae.samples.programs;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.List;

/** A small convolutional encoder and decoder, of DJL's blocks. */
final class OwnBlocks {
  private OwnBlocks() {}

  /** Features of (x, c): convolutions see the picture, the label joins what they found. */
  static Block encoder() {
    Block picture =
        new SequentialBlock()
            .add(inputs -> new NDList(inputs.get(0))) // (batch, 1, 28, 28)
            .add(convolution(16, 4, 2)) // (batch, 16, 14, 14)
            .add(Activation::relu)
            .add(convolution(32, 4, 2)) // (batch, 32, 7, 7)
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock()); // (batch, 1568)
    Block label = new SequentialBlock().add(inputs -> new NDList(inputs.get(1))); // (batch, 10)
    return new ParallelBlock(OwnBlocks::join, List.of(picture, label));
  }

  /** Features of (z, c): a small picture of many channels, which grows. */
  static Block decoder() {
    return new SequentialBlock()
        .add(inputs -> new NDList(inputs.get(0).concat(inputs.get(1), 1))) // (batch, latent + 10)
        .add(Linear.builder().setUnits(32 * 7 * 7).build())
        .add(Activation::relu)
        .add(inputs -> new NDList(inputs.head().reshape(-1, 32, 7, 7)))
        .add(inputs -> new NDList(inputs.head().repeat(2, 2).repeat(3, 2))) // (batch, 32, 14, 14)
        .add(convolution(8, 3, 1)) // (batch, 8, 14, 14)
        .add(Activation::relu);
  }

  private static Block convolution(int filters, int kernel, int stride) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(1, 1))
        .build();
  }

  private static NDList join(List<NDList> branches) {
    return new NDList(
        NDArrays.concat(new NDList(branches.get(0).head(), branches.get(1).head()), 1));
  }
}
