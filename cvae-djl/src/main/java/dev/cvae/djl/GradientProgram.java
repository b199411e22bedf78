package dev.cvae.djl;

import dev.cvae.architecture.Operations;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the text of a program that computes layers and the gradients of all their weights: each
 * layer adds its line, and puts aside the lines by which gradients come back through it
 * (reverse-mode differentiation, Linnainmaa 1970), which {@link #backward} adds in reverse order.
 *
 * <p>In the program's text, {@code w} are the weights and {@code g} their gradients, which are
 * written over; every other name is a value of its own.
 */
final class GradientProgram implements Operations<GradientProgram.Value> {
  /**
   * An array of the program.
   *
   * @param name in the text
   * @param width of a row
   * @param learned whether weights change it, so that gradients go back through it
   */
  record Value(String name, int width, boolean learned) {}

  private final List<String> weights;
  private final List<String> lines = new ArrayList<>();
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final Map<Value, String> gradients = new HashMap<>();
  private int names;

  /**
   * A program without lines.
   *
   * @param weights their names in the model file, in the order of {@code w}
   */
  GradientProgram(List<String> weights) {
    this.weights = weights;
  }

  /** The lines so far. */
  List<String> lines() {
    return lines;
  }

  /** A line that gives a name to a value, {@code name = expression}; the name. */
  String let(String expression) {
    String name = "v" + names++;
    lines.add(name + " = " + expression);
    return name;
  }

  /** A new value that weights change, and how gradients come back through it. */
  Value learned(int width, String expression) {
    return new Value(let(expression), width, true);
  }

  /** Lines for the way back. */
  void onTheWayBack(Runnable adds) {
    backward.push(adds);
  }

  /** Adds all lines of the way back. */
  void backward() {
    backward.forEach(Runnable::run);
    backward.clear();
  }

  /** The gradient of the loss by a value, once all lines that use the value are on the way back. */
  String gradient(Value value) {
    String gradient = gradients.get(value);
    if (gradient == null) {
      throw new IllegalStateException("nothing uses " + value);
    }
    return gradient;
  }

  /** Adds to the gradient by a value. */
  void addGradient(Value value, String expression) {
    if (value.learned()) {
      gradients.merge(value, let(expression), (a, b) -> let("torch.add(%s, %s)".formatted(a, b)));
    }
  }

  /** The place of a weight in {@code w}. */
  int place(String weight) {
    return weights.indexOf(weight);
  }

  @Override
  public Value dense(String name, Value x, int outputs) {
    int w = place(name + ".weight"); // (outputs, inputs)
    int b = place(name + ".bias");
    Value y = learned(outputs, "torch.addmm(w[%d], %s, torch.t(w[%d]))".formatted(b, x.name(), w));
    onTheWayBack(
        () -> {
          let("torch.sum(%s, [0], False, out=g[%d])".formatted(gradient(y), b));
          weightGradient(gradient(y), x, w);
        });
    return y;
  }

  @Override
  public Value linear(String name, Value x, int outputs) {
    int w = place(name + ".weight");
    Value y = learned(outputs, "torch.mm(%s, torch.t(w[%d]))".formatted(x.name(), w));
    onTheWayBack(() -> weightGradient(gradient(y), x, w));
    return y;
  }

  private void weightGradient(String gradient, Value x, int w) {
    let("torch.mm(torch.t(%s), %s, out=g[%d])".formatted(gradient, x.name(), w));
    addProduct(x, gradient, "w[%d]".formatted(w));
  }

  /** Adds a product of two to the gradient by a value. */
  private void addProduct(Value value, String left, String right) {
    if (!value.learned()) {
      return;
    }
    String sum = gradients.get(value);
    gradients.put(
        value,
        sum == null
            ? let("torch.mm(%s, %s)".formatted(left, right))
            : let("torch.addmm(%s, %s, %s)".formatted(sum, left, right)));
  }

  @Override
  public Value lookup(String name, Value numbers, int entries, int size) {
    int table = place(name);
    String rows = let("torch.reshape(%s, [-1])".formatted(numbers.name()));
    Value y = learned(size, "torch.index_select(w[%d], 0, %s)".formatted(table, rows));
    onTheWayBack(
        () -> {
          let("torch.zero_(g[%d])".formatted(table));
          let("torch.index_add_(g[%d], 0, %s, %s)".formatted(table, rows, gradient(y)));
        });
    return y;
  }

  @Override
  public Value join(List<Value> parts) {
    int width = parts.stream().mapToInt(Value::width).sum();
    String names = String.join(", ", parts.stream().map(Value::name).toList());
    boolean learned = parts.stream().anyMatch(Value::learned);
    Value y = new Value(let("torch.cat([%s], 1)".formatted(names)), width, learned);
    if (learned) {
      onTheWayBack(
          () -> {
            int from = 0;
            for (Value part : parts) {
              int to = from + part.width();
              addGradient(part, "torch.slice(%s, 1, %d, %d)".formatted(gradient(y), from, to));
              from = to;
            }
          });
    }
    return y;
  }

  /** Of given values only. */
  @Override
  public Value columns(Value x, int from, int to) {
    if (x.learned()) {
      throw new UnsupportedOperationException("columns of what is learned");
    }
    String name = let("torch.slice(%s, 1, %d, %d)".formatted(x.name(), from, to));
    return new Value(name, to - from, false);
  }

  @Override
  public Value activation(Activation function, Value x) {
    String call =
        switch (function) {
          case RELU -> "torch.relu";
          case TANH -> "torch.tanh";
          case SIGMOID -> "torch.sigmoid";
          case SOFTPLUS -> "torch.softplus";
        };
    Value y = learned(x.width(), call + "(" + x.name() + ")");
    onTheWayBack(
        () -> {
          String dy = gradient(y);
          addGradient(
              x,
              switch (function) {
                case RELU -> "torch.threshold_backward(%s, %s, 0)".formatted(dy, y.name());
                case TANH -> "torch.tanh_backward(%s, %s)".formatted(dy, y.name());
                case SIGMOID -> "torch.sigmoid_backward(%s, %s)".formatted(dy, y.name());
                case SOFTPLUS -> "torch.mul(%s, torch.sigmoid(%s))".formatted(dy, x.name());
              });
        });
    return y;
  }

  @Override
  public Value convolution(
      String name, Value images, ImageSize size, int outputs, int kernel, int stride) {
    throw noImages();
  }

  @Override
  public Value pixelShuffle(Value images, ImageSize size) {
    throw noImages();
  }

  @Override
  public Value shift(Value images, ImageSize size, Value shift) {
    throw noImages();
  }

  @Override
  public Value modulate(Value images, ImageSize size, Value scaleAndShift) {
    throw noImages();
  }

  private static UnsupportedOperationException noImages() {
    return new UnsupportedOperationException("convolutions");
  }

  @Override
  public Value ownEncoder(CustomNetwork network, Value x, Optional<Value> c) {
    throw new UnsupportedOperationException("own blocks");
  }

  @Override
  public Value ownDecoder(CustomNetwork network, Value z, Optional<Value> c, int outputs) {
    throw new UnsupportedOperationException("own blocks");
  }
}
