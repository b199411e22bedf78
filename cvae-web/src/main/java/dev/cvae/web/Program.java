package dev.cvae.web;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Fields;
import dev.cvae.architecture.Normal;
import dev.cvae.architecture.Operations;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import dev.cvae.prior.ConditionalNormal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network as a list of steps, which {@code cvae.js} takes one after the other. A step names an
 * operation of {@link Operations}, its settings, and by their numbers the steps whose results it
 * takes; the last step's result is the network's. What the network is given are steps too: {@code
 * latent}, and of a field {@code floats} or {@code codes}.
 */
final class Program implements Operations<Integer>, Fields<Integer> {
  private final List<Map<String, Object>> steps = new ArrayList<>();
  private final Set<String> tensors = new TreeSet<>();

  private Program() {}

  /** From z and c to the decoder's last layer. */
  static Program ofDecoder(ModelDescription description) {
    Program program = new Program();
    Architecture<Integer> architecture = new Architecture<>(description, program);
    int z = program.step("latent").number();
    architecture.decoder(z, architecture.condition(program));
    return program;
  }

  /** From c to μ(c), and after it log σ²(c). */
  static Program ofPrior(ModelDescription description, ConditionalNormal prior) {
    Program program = new Program();
    Architecture<Integer> architecture = new Architecture<>(description, program);
    int c = architecture.condition(program).orElseThrow(); // the description has seen to it
    Normal<Integer> normal = architecture.prior(prior, c);
    program.join(List.of(normal.mean(), normal.logVariance()));
    return program;
  }

  /** The steps, as JSON has them. */
  List<Map<String, Object>> steps() {
    return steps;
  }

  /** The names of the weights. */
  Set<String> tensors() {
    return tensors;
  }

  /** One step, while it is written. */
  private record Step(int number, Map<String, Object> settings) {
    Step with(String setting, Object value) {
      settings.put(setting, value);
      return this;
    }

    Step with(ImageSize size) {
      return with("channels", size.channels())
          .with("height", size.height())
          .with("width", size.width());
    }
  }

  private Step step(String operation) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("op", operation);
    steps.add(settings);
    return new Step(steps.size() - 1, settings);
  }

  private String tensor(String name) {
    tensors.add(name);
    return name;
  }

  @Override
  public Integer floats(int field) {
    return step("floats").with("field", field).number();
  }

  @Override
  public Integer codes(int field) {
    return step("codes").with("field", field).number();
  }

  @Override
  public Integer dense(String name, Integer x, int outputs) {
    return step("dense")
        .with("x", x)
        .with("weight", tensor(name + ".weight"))
        .with("bias", tensor(name + ".bias"))
        .number();
  }

  @Override
  public Integer linear(String name, Integer x, int outputs) {
    return step("dense").with("x", x).with("weight", tensor(name + ".weight")).number();
  }

  @Override
  public Integer lookup(String name, Integer numbers, int entries, int size) {
    return step("lookup").with("x", numbers).with("weight", tensor(name)).number();
  }

  @Override
  public Integer join(List<Integer> parts) {
    return step("join").with("parts", parts).number();
  }

  @Override
  public Integer columns(Integer x, int from, int to) {
    return step("columns").with("x", x).with("from", from).with("to", to).number();
  }

  @Override
  public Integer activation(Activation function, Integer x) {
    return step(function.name().toLowerCase(Locale.ROOT)).with("x", x).number();
  }

  @Override
  public Integer convolution(
      String name, Integer images, ImageSize size, int outputs, int kernel, int stride) {
    return step("convolution")
        .with("x", images)
        .with(size)
        .with("kernel", kernel)
        .with("stride", stride)
        .with("weight", tensor(name + ".weight"))
        .with("bias", tensor(name + ".bias"))
        .number();
  }

  @Override
  public Integer pixelShuffle(Integer images, ImageSize size) {
    return step("pixel_shuffle").with("x", images).with(size).number();
  }

  @Override
  public Integer shift(Integer images, ImageSize size, Integer shift) {
    return step("shift").with("x", images).with("by", shift).with(size).number();
  }

  @Override
  public Integer modulate(Integer images, ImageSize size, Integer scaleAndShift) {
    return step("modulate").with("x", images).with("by", scaleAndShift).with(size).number();
  }

  @Override
  public Integer ownEncoder(CustomNetwork network, Integer x, Optional<Integer> c) {
    throw own("encoder", network);
  }

  @Override
  public Integer ownDecoder(CustomNetwork network, Integer z, Optional<Integer> c, int outputs) {
    throw own("decoder", network);
  }

  private static InvalidSettingException own(String name, CustomNetwork network) {
    return PageDescription.notForThePage(name, "be a built-in network", network.name());
  }
}
