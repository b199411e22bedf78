package dev.cvae.djl;

import dev.cvae.architecture.Operations;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import dev.cvae.training.Precision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private static final String FLOAT32 = "6"; // as TorchScript writes types
  private static final String BFLOAT16 = "15";

  private final List<String> weights;
  private final Precision precision;
  private final GradientUse use;
  private final Set<String> halves = new HashSet<>();
  private final Map<String, String> casts = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final Map<Value, String> gradients = new HashMap<>();
  private int names;

  /**
   * A program without lines.
   *
   * @param weights their names in the model file, in the order of {@code w}
   * @param precision in what matrices are multiplied
   * @param use of each weight's gradient
   */
  GradientProgram(List<String> weights, Precision precision, GradientUse use) {
    this.weights = weights;
    this.precision = precision;
    this.use = use;
  }

  /** The lines so far. */
  List<String> lines() {
    return lines;
  }

  /**
   * A line that gives a name to a value, {@code name = expression}; the name. As in PyTorch, it is
   * bfloat16 if all operands are, and float32 if any is.
   *
   * @param format with a place for each operand
   * @param operands names
   */
  String let(String format, String... operands) {
    String name = "v" + names++;
    lines.add(name + " = " + format.formatted((Object[]) operands));
    if (operands.length > 0 && halves.containsAll(List.of(operands))) {
      halves.add(name);
    }
    return name;
  }

  /** A new value that weights change. */
  Value learned(int width, String format, String... operands) {
    return new Value(let(format, operands), width, true);
  }

  /** A name of the same in float32, as formulas take it. */
  String exact(String name) {
    return halves.contains(name) ? cast(name, FLOAT32) : name;
  }

  /** The same value in float32, to be asked for once; its gradient goes back to this one. */
  Value exact(Value value) {
    boolean cast = halves.contains(value.name());
    if (cast && casts.containsKey(value.name())) {
      throw new IllegalStateException("has been cast: " + value);
    } else if (!cast) {
      return value;
    }
    Value exact = new Value(exact(value.name()), value.width(), value.learned());
    onTheWayBack(() -> add(value, gradient(exact)));
    return exact;
  }

  /** A name of the same in the type that is multiplied. */
  private String factor(String name) {
    return halving() && !halves.contains(name) ? cast(name, BFLOAT16) : name;
  }

  private String cast(String name, String type) {
    return casts.computeIfAbsent(
        name,
        key -> {
          String result = let("torch.to(%s, " + type + ")", key);
          if (type.equals(BFLOAT16)) {
            halves.add(result);
          } else {
            halves.remove(result);
          }
          return result;
        });
  }

  private boolean halving() {
    return precision == Precision.MIXED;
  }

  private static String weight(int place) {
    return "w[%d]".formatted(place);
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
  void addGradient(Value value, String format, String... operands) {
    if (value.learned()) {
      add(value, let(format, operands));
    }
  }

  private void add(Value value, String gradient) {
    gradients.merge(value, gradient, (a, b) -> let("torch.add(%s, %s)", a, b));
  }

  /** The place of a weight in {@code w}. */
  private int place(String weight) {
    int place = weights.indexOf(weight);
    if (place < 0) {
      throw new IllegalStateException("no weight is named " + weight);
    }
    return place;
  }

  @Override
  public Value dense(String name, Value x, int outputs) {
    int w = place(name + ".weight"); // (outputs, inputs)
    int b = place(name + ".bias");
    Value y =
        learned(
            outputs,
            "torch.addmm(%s, %s, torch.t(%s))",
            factor(weight(b)),
            factor(x.name()),
            factor(weight(w)));
    onTheWayBack(
        () -> {
          let("torch.sum(%s, [0], False, dtype=" + FLOAT32 + ", out=g[" + b + "])", gradient(y));
          lines.addAll(use.lines(b));
          backThroughProduct(x, w, y);
        });
    return y;
  }

  @Override
  public Value linear(String name, Value x, int outputs) {
    int w = place(name + ".weight");
    Value y = learned(outputs, "torch.mm(%s, torch.t(%s))", factor(x.name()), factor(weight(w)));
    onTheWayBack(() -> backThroughProduct(x, w, y));
    return y;
  }

  /** With y = x wᵀ: ∂/∂x = ∂/∂y w, ∂/∂w = (∂/∂y)ᵀ x. */
  private void backThroughProduct(Value x, int w, Value y) {
    String dy = factor(gradient(y));
    if (x.learned()) {
      add(x, let("torch.mm(%s, %s)", dy, factor(weight(w))));
    }
    if (halving()) {
      let("torch.copy_(g[" + w + "], torch.mm(torch.t(%s), %s))", dy, factor(x.name()));
    } else {
      let("torch.mm(torch.t(%s), %s, out=g[" + w + "])", dy, x.name());
    }
    lines.addAll(use.lines(w));
  }

  @Override
  public Value lookup(String name, Value numbers, int entries, int size) {
    int table = place(name);
    String rows = let("torch.reshape(%s, [-1])", numbers.name());
    Value y = learned(size, "torch.index_select(%s, 0, %s)", weight(table), rows);
    onTheWayBack(
        () -> {
          String g = "g[%d]".formatted(table);
          let("torch.zero_(%s)", g);
          let("torch.index_add_(%s, 0, %s, %s)", g, rows, exact(gradient(y)));
          lines.addAll(use.lines(table));
        });
    return y;
  }

  @Override
  public Value join(List<Value> parts) {
    int width = parts.stream().mapToInt(Value::width).sum();
    String[] names = parts.stream().map(Value::name).toArray(String[]::new);
    String places = String.join(", ", Collections.nCopies(names.length, "%s"));
    boolean learned = parts.stream().anyMatch(Value::learned);
    Value y = new Value(let("torch.cat([" + places + "], 1)", names), width, learned);
    if (learned) {
      onTheWayBack(
          () -> {
            int from = 0;
            for (Value part : parts) {
              int to = from + part.width();
              addGradient(part, "torch.slice(%s, 1, " + from + ", " + to + ")", gradient(y));
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
      throw new NoProgramException("columns of what is learned");
    }
    String name = let("torch.slice(%s, 1, " + from + ", " + to + ")", x.name());
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
    Value y = learned(x.width(), call + "(%s)", x.name());
    onTheWayBack(
        () -> {
          String dy = halves.contains(y.name()) ? factor(gradient(y)) : exact(gradient(y));
          switch (function) {
            case RELU -> addGradient(x, "torch.threshold_backward(%s, %s, 0)", dy, y.name());
            case TANH -> addGradient(x, "torch.tanh_backward(%s, %s)", dy, y.name());
            case SIGMOID -> addGradient(x, "torch.sigmoid_backward(%s, %s)", dy, y.name());
            case SOFTPLUS -> addGradient(x, "torch.mul(%s, torch.sigmoid(%s))", dy, x.name());
          }
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

  private static NoProgramException noImages() {
    return new NoProgramException("convolutions");
  }

  @Override
  public Value ownEncoder(CustomNetwork network, Value x, Optional<Value> c) {
    throw new NoProgramException("own blocks");
  }

  @Override
  public Value ownDecoder(CustomNetwork network, Value z, Optional<Value> c, int outputs) {
    throw new NoProgramException("own blocks");
  }
}
