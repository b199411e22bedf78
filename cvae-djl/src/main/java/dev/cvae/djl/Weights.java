package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.prior.ComponentTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * All weights of one model, by their names in the model file, in the order in which it is built.
 */
final class Weights {
  private final NDManager manager;
  private final InitialValues initial;
  private final List<Weight> weights = new ArrayList<>();
  private final List<Bounded> bounded = new ArrayList<>();

  private final Map<String, NDArray> arrays = new HashMap<>();

  private record Weight(String name, NDArray array, boolean trained) {}

  /** A weight that a fit must not take below a number. */
  record Bounded(NDArray array, float least) {}

  Weights(NDManager manager, InitialValues initial) {
    this.manager = manager;
    this.initial = initial;
  }

  NDManager manager() {
    return manager;
  }

  InitialValues initial() {
    return initial;
  }

  /** A trained weight with its initial values; the one there is if two places share a layer. */
  NDArray add(String name, long fanIn, long... shape) {
    NDArray shared = arrays.get(name);
    if (shared != null) {
      return shared;
    }
    return adopted(name, initial.of(name, shape, fanIn), shape);
  }

  /** A new trained weight, (components, width): what a mixture learns of its components. */
  NDArray add(ComponentTable table) {
    int count = table.components();
    int width = table.width();
    return adopted(table.name(), initial.rows(table.name(), count, width), count, width);
  }

  /** A new trained weight, log σ of some features: one for all of them, or one for each. */
  NDArray addLogSigma(String name, int sigmas, int first, int features) {
    NDArray array = adopted(name, initial.logSigma(name, sigmas, first, features), sigmas);
    bounded.add(new Bounded(array, (float) Gaussian.LEAST_LOG_SIGMA));
    return array;
  }

  private NDArray adopted(String name, float[] values, long... shape) {
    NDArray array = manager.create(values, new Shape(shape));
    adopt(name, array, true);
    return array;
  }

  /** A weight that an own block holds. */
  void adopt(String name, NDArray array, boolean trained) {
    weights.add(new Weight(name, array, trained));
    arrays.put(name, array);
  }

  /** A weight by its name. */
  NDArray get(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** The weights that a fit changes. */
  List<NDArray> trained() {
    return weights.stream().filter(Weight::trained).map(Weight::array).toList();
  }

  /** Those of them that have a lower bound. */
  List<Bounded> bounded() {
    return List.copyOf(bounded);
  }

  /** Gives each weight that a fit changes to a consumer, with its name. */
  void trained(BiConsumer<String, NDArray> consumer) {
    weights.stream()
        .filter(Weight::trained)
        .forEach(weight -> consumer.accept(weight.name(), weight.array()));
  }

  /** Whether operations on the trained weights are recorded for gradients. */
  void requireGradients(boolean required) {
    trained().forEach(array -> array.setRequiresGradient(required));
  }

  List<Tensor> toTensors() {
    return weights.stream().map(weight -> tensor(weight.name(), weight.array())).toList();
  }

  /**
   * Gives every weight the values that {@link #toTensors} read earlier, bit for bit. By index:
   * without one, PyTorch warns on stderr of what DJL does there.
   */
  void set(List<Tensor> tensors) {
    NDIndex everything = new NDIndex("...");
    try (NDManager scope = manager.newSubManager()) {
      for (int i = 0; i < tensors.size(); i++) {
        NDArray array = weights.get(i).array();
        array.set(everything, scope.create(tensors.get(i).values(), array.getShape()));
      }
    }
  }

  static Tensor tensor(String name, NDArray array) {
    long[] shape = array.getShape().getShape();
    int[] dimensions = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    return new Tensor(name, dimensions, array.toFloatArray());
  }
}
