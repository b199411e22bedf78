package dev.cvae.djl;

import dev.cvae.architecture.Operations;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.List;
import java.util.Optional;

/** Adds the weights of layers to a model's. What stands for an array is its width. */
record LayerDeclarations(Weights weights, OwnBlocks own) implements Operations<Integer> {
  @Override
  public Integer dense(String name, Integer inputs, int outputs) {
    weights.add(name + ".weight", inputs, outputs, inputs);
    weights.add(name + ".bias", inputs, outputs);
    return outputs;
  }

  @Override
  public Integer linear(String name, Integer inputs, int outputs) {
    weights.add(name + ".weight", inputs, outputs, inputs);
    return outputs;
  }

  @Override
  public Integer lookup(String name, Integer numbers, int entries, int size) {
    weights.add(name, 1, entries, size);
    return size;
  }

  @Override
  public Integer join(List<Integer> parts) {
    return parts.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public Integer columns(Integer width, int from, int to) {
    return to - from;
  }

  @Override
  public Integer activation(Activation function, Integer width) {
    return width;
  }

  @Override
  public Integer convolution(
      String name, Integer width, ImageSize size, int outputs, int kernel, int stride) {
    long fanIn = (long) size.channels() * kernel * kernel;
    weights.add(name + ".weight", fanIn, outputs, size.channels(), kernel, kernel);
    weights.add(name + ".bias", fanIn, outputs);
    return outputs * (size.height() / stride) * (size.width() / stride);
  }

  @Override
  public Integer pixelShuffle(Integer width, ImageSize size) {
    return width;
  }

  @Override
  public Integer shift(Integer width, ImageSize size, Integer shift) {
    return width;
  }

  @Override
  public Integer modulate(Integer width, ImageSize size, Integer scaleAndShift) {
    return width;
  }

  @Override
  public Integer ownEncoder(CustomNetwork network, Integer features, Optional<Integer> c) {
    return own.addEncoder(network, c.orElse(0));
  }

  @Override
  public Integer ownDecoder(
      CustomNetwork network, Integer latent, Optional<Integer> c, int outputs) {
    int width = own.addDecoder(network, c.orElse(0));
    return own.decoderHasHead() ? outputs : dense("decoder.output", width, outputs);
  }
}
