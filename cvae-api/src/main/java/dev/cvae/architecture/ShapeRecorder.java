package dev.cvae.architecture;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through the layers with widths in place of arrays, and notes which weights each has. */
final class ShapeRecorder implements Operations<Integer> {
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

  /** Each tensor's shape by its name, in the order of the layers. */
  Map<String, List<Integer>> shapes() {
    return shapes;
  }

  void add(String name, Integer... shape) {
    shapes.put(name, List.of(shape));
  }

  static InvalidSettingException ownPart(String setting, String name) {
    return InvalidSettingException.of(
        setting, "must be a built-in one for its weights to be known", name);
  }

  @Override
  public Integer dense(String name, Integer x, int outputs) {
    linear(name, x, outputs);
    add(name + ".bias", outputs);
    return outputs;
  }

  @Override
  public Integer linear(String name, Integer x, int outputs) {
    add(name + ".weight", outputs, x);
    return outputs;
  }

  @Override
  public Integer lookup(String name, Integer numbers, int entries, int size) {
    add(name, entries, size);
    return size;
  }

  @Override
  public Integer join(List<Integer> parts) {
    return parts.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public Integer columns(Integer x, int from, int to) {
    return to - from;
  }

  @Override
  public Integer activation(Activation function, Integer x) {
    return x;
  }

  @Override
  public Integer convolution(
      String name, Integer images, ImageSize size, int outputs, int kernel, int stride) {
    add(name + ".weight", outputs, size.channels(), kernel, kernel);
    add(name + ".bias", outputs);
    return outputs * (size.height() / stride) * (size.width() / stride);
  }

  @Override
  public Integer pixelShuffle(Integer images, ImageSize size) {
    return images;
  }

  @Override
  public Integer shift(Integer images, ImageSize size, Integer shift) {
    return images;
  }

  @Override
  public Integer modulate(Integer images, ImageSize size, Integer scaleAndShift) {
    return images;
  }

  @Override
  public Integer ownEncoder(CustomNetwork network, Integer x, Optional<Integer> c) {
    throw ownPart("encoder", network.name());
  }

  @Override
  public Integer ownDecoder(CustomNetwork network, Integer z, Optional<Integer> c, int outputs) {
    throw ownPart("decoder", network.name());
  }
}
