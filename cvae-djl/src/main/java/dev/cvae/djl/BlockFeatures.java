package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import dev.cvae.error.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers made of a user's own DJL block. */
final class BlockFeatures {
  private final Block block;
  private final ParameterStore store;
  private final Shape row;
  private final long size;

  BlockFeatures(String name, DjlNetwork network, Shape row, long condition, Weights weights) {
    this.block = network.newBlock();
    this.store = new ParameterStore(weights.manager(), false);
    this.row = row;
    if (block.isInitialized()) {
      throw new InvalidSettingException(
          "the supplier of "
              + network
              + " must return a new block at each call, and returned a used one");
    }
    setInitializers(block, name + ".", weights.initial());
    Shape[] inputs = inputShapes(condition);
    block.initialize(weights.manager(), DataType.FLOAT32, inputs);
    for (Pair<String, Parameter> entry : block.getParameters()) {
      Parameter parameter = entry.getValue();
      weights.adopt(
          name + "." + entry.getKey(), parameter.getArray(), parameter.requiresGradient());
    }
    Shape[] outputs = block.getOutputShapes(inputs);
    if (outputs.length != 1 || outputs[0].dimension() < 2) {
      throw InvalidSettingException.of(
          network + " as " + name, "must have one output (batch, …)", List.of(outputs));
    }
    this.size = outputs[0].slice(1).size();
  }

  /** How many features come out for each example. */
  long size() {
    return size;
  }

  /** From x or z, and c (batch, condition width) or null, to (batch, size). */
  NDArray forward(NDArray input, @Nullable NDArray c, boolean training) {
    long batch = input.getShape().get(0);
    NDList inputs = new NDList(input.reshape(new Shape(batch).addAll(row)));
    if (c != null) {
      inputs.add(c);
    }
    return block.forward(store, inputs, training).singletonOrThrow().reshape(batch, size);
  }

  private Shape[] inputShapes(long condition) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(1).addAll(row));
    if (condition > 0) {
      shapes.add(new Shape(1, condition));
    }
    return shapes.toArray(Shape[]::new);
  }

  /** Lets weights and biases, or all parameters of a saved model, start from the initial values. */
  private static void setInitializers(Block block, String prefix, InitialValues initial) {
    FanIn fanIn = new FanIn();
    for (Pair<String, Parameter> entry : block.getDirectParameters()) {
      Parameter parameter = entry.getValue();
      if (initial.coversAll() || isPlain(parameter)) {
        parameter.setInitializer(initializer(prefix + entry.getKey(), parameter, initial, fanIn));
      }
    }
    for (Pair<String, Block> child : block.getChildren()) {
      setInitializers(child.getValue(), prefix + child.getKey() + "_", initial);
    }
  }

  /** A weight or bias for which the block has set no initialiser of its own. */
  private static boolean isPlain(Parameter parameter) {
    Parameter.Type type = parameter.getType();
    return (type == Parameter.Type.WEIGHT || type == Parameter.Type.BIAS)
        && parameter.getInitializer() == type.getInitializer();
  }

  private static Initializer initializer(
      String name, Parameter parameter, InitialValues initial, FanIn fanIn) {
    return (manager, shape, type) -> {
      if (parameter.getType() == Parameter.Type.WEIGHT && shape.dimension() > 1) {
        fanIn.value = shape.slice(1).size();
      }
      return manager.create(initial.of(name, shape.getShape(), fanIn.value), shape);
    };
  }

  /** The fan-in of a layer, which its weight knows and its bias needs; the weight comes first. */
  private static final class FanIn {
    private long value = 1;
  }
}
