package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import dev.cvae.architecture.Operations;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.List;
import java.util.Optional;

/**
 * Layers on arrays of an engine; gradients go through them.
 *
 * @param training whether own blocks are to behave as while fitting
 */
record ArrayOperations(Weights weights, OwnBlocks own, boolean training)
    implements Operations<NDArray> {
  private static final Shape PADDING = new Shape(1, 1);
  private static final Shape DILATION = new Shape(1, 1);

  @Override
  public NDArray dense(String name, NDArray x, int outputs) {
    NDArray weight = weights.get(name + ".weight"); // (outputs, inputs)
    return Linear.linear(x, weight, weights.get(name + ".bias")).singletonOrThrow();
  }

  @Override
  public NDArray linear(String name, NDArray x, int outputs) {
    NDArray turned = weights.get(name + ".weight").transpose(); // of the weight's manager until now
    turned.attach(x.getManager());
    return x.matMul(turned);
  }

  @Override
  public NDArray lookup(String name, NDArray numbers, int entries, int size) {
    NDArray table = weights.get(name); // (entries, size)
    return Embedding.embedding(numbers.reshape(-1), table, SparseFormat.DENSE).singletonOrThrow();
  }

  @Override
  public NDArray join(List<NDArray> parts) {
    return Columns.join(new NDList(parts));
  }

  @Override
  public NDArray columns(NDArray x, int from, int to) {
    return Columns.of(x, from, to);
  }

  @Override
  public NDArray activation(Activation function, NDArray x) {
    return switch (function) {
      case RELU -> ai.djl.nn.Activation.relu(x);
      case TANH -> ai.djl.nn.Activation.tanh(x);
      case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
      case SOFTPLUS -> ai.djl.nn.Activation.softPlus(x);
    };
  }

  @Override
  public NDArray convolution(
      String name, NDArray rows, ImageSize size, int outputs, int kernel, int stride) {
    NDArray weight = weights.get(name + ".weight"); // (outputs, channels, kernel, kernel)
    NDArray bias = weights.get(name + ".bias"); //     (outputs)
    Shape strides = new Shape(stride, stride);
    return rows(
        Conv2d.conv2d(images(rows, size), weight, bias, strides, PADDING, DILATION)
            .singletonOrThrow());
  }

  @Override
  public NDArray pixelShuffle(NDArray rows, ImageSize size) {
    long h = size.height();
    long w = size.width();
    return rows(
        rows.reshape(new Shape(-1, size.channels() / 4, 2, 2, h, w)) // pixel (i, j) of two by two
            .transpose(0, 1, 4, 2, 5, 3)); //                           (rows, c, h, i, w, j)
  }

  @Override
  public NDArray shift(NDArray rows, ImageSize size, NDArray shift) {
    return rows(images(rows, size).add(perChannel(shift)));
  }

  @Override
  public NDArray modulate(NDArray rows, ImageSize size, NDArray scaleAndShift) {
    NDList halves = scaleAndShift.split(2, 1); // (rows, channels) each
    NDArray scale = perChannel(halves.get(0).add(1f));
    return rows(images(rows, size).mul(scale).add(perChannel(halves.get(1))));
  }

  @Override
  public NDArray ownEncoder(CustomNetwork network, NDArray x, Optional<NDArray> c) {
    return own.encode(x, c.orElse(null), training);
  }

  @Override
  public NDArray ownDecoder(CustomNetwork network, NDArray z, Optional<NDArray> c, int outputs) {
    NDArray features = own.decode(z, c.orElse(null), training);
    return own.decoderHasHead() ? features : dense("decoder.output", features, outputs);
  }

  /** From (rows, values) to (rows, channels, height, width). */
  private static NDArray images(NDArray rows, ImageSize size) {
    return rows.reshape(new Shape(-1, size.channels(), size.height(), size.width()));
  }

  /** From (rows, …) to (rows, values). */
  private static NDArray rows(NDArray images) {
    return images.reshape(new Shape(images.getShape().get(0), -1));
  }

  /** From (rows, channels) to (rows, channels, 1, 1). */
  private static NDArray perChannel(NDArray numbers) {
    return numbers.expandDims(2).expandDims(3);
  }
}
