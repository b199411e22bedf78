package dev.cvae.onnx;

import dev.cvae.architecture.Operations;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Tensor;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The networks' layers as operations of a graph. Images are rows, which convolutions unfold. */
final class Layers implements Operations<Value> {
  private final Graph graph;
  private final Map<String, Tensor> tensors;

  Layers(Graph graph, List<Tensor> tensors) {
    this.graph = graph;
    this.tensors = tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
  }

  /** A tensor of the model as a constant. */
  Value tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFileException("the model lacks the tensor " + name);
    }
    return graph.tensor(name, tensor.shape(), tensor.values());
  }

  @Override
  public Value dense(String name, Value x, int outputs) {
    Value weight = tensor(name + ".weight");
    return x.apply(Operator.GEMM, Map.of("transB", 1), weight, tensor(name + ".bias"));
  }

  @Override
  public Value linear(String name, Value x, int outputs) {
    return x.apply(Operator.GEMM, Map.of("transB", 1), tensor(name + ".weight"));
  }

  /** The numbers come as (rows), which is what makes (rows, size) of the table. */
  @Override
  public Value lookup(String name, Value numbers, int entries, int size) {
    return tensor(name).at(numbers);
  }

  @Override
  public Value join(List<Value> parts) {
    return Value.joined(parts);
  }

  @Override
  public Value columns(Value x, int from, int to) {
    return x.slice(from, to);
  }

  @Override
  public Value activation(Activation function, Value x) {
    return switch (function) {
      case RELU -> x.apply(Operator.RELU);
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case SOFTPLUS -> x.apply(Operator.SOFTPLUS);
    };
  }

  @Override
  public Value convolution(
      String name, Value images, ImageSize size, int outputs, int kernel, int stride) {
    Map<String, Object> attributes = new TreeMap<>(); // always one order
    attributes.put("pads", new int[] {1, 1, 1, 1});
    attributes.put("strides", new int[] {stride, stride});
    Value weight = tensor(name + ".weight");
    Value bias = tensor(name + ".bias");
    return flat(
        unfolded(images, size).apply(Operator.CONV, attributes, weight, bias),
        new ImageSize(outputs, size.height() / stride, size.width() / stride));
  }

  @Override
  public Value pixelShuffle(Value images, ImageSize size) {
    Map<String, Object> attributes = new TreeMap<>(Map.of("blocksize", 2, "mode", "CRD"));
    return flat(unfolded(images, size).apply(Operator.DEPTH_TO_SPACE, attributes), size);
  }

  @Override
  public Value shift(Value images, ImageSize size, Value shift) {
    return flat(unfolded(images, size).add(perChannel(shift, size)), size);
  }

  /** h + a h + b. */
  @Override
  public Value modulate(Value images, ImageSize size, Value scaleAndShift) {
    int channels = size.channels();
    Value h = unfolded(images, size);
    Value a = perChannel(scaleAndShift.slice(0, channels), size);
    Value b = perChannel(scaleAndShift.slice(channels, 2 * channels), size);
    return flat(h.add(h.mul(a)).add(b), size);
  }

  @Override
  public Value ownEncoder(CustomNetwork network, Value x, Optional<Value> c) {
    throw refusal("encoder", network);
  }

  @Override
  public Value ownDecoder(CustomNetwork network, Value z, Optional<Value> c, int outputs) {
    throw refusal("decoder", network);
  }

  private static InvalidSettingException refusal(String name, CustomNetwork network) {
    return InvalidSettingException.of(
        name, "must be a built-in network: own blocks cannot be exported", network.name());
  }

  private static Value unfolded(Value images, ImageSize size) {
    return images.reshape(-1, size.channels(), size.height(), size.width());
  }

  private static Value flat(Value images, ImageSize size) {
    return images.reshape(-1, size.values());
  }

  private static Value perChannel(Value values, ImageSize size) {
    return values.reshape(-1, size.channels(), 1, 1);
  }
}
