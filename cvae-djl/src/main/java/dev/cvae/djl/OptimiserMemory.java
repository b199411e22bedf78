package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Tensor;
import dev.cvae.file.TrainingState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an optimiser remembers of each trained weight: arrays of the weights' shapes by their kind,
 * such as {@code mean}. Zeros in a new fit; in a resumed one, as the checkpoint has them.
 */
final class OptimiserMemory {
  private final Weights weights;
  private final NDManager manager;
  private final long steps;
  private final Map<String, Tensor> saved = new HashMap<>();
  private final Map<String, List<NDArray>> kinds = new LinkedHashMap<>();

  /**
   * A memory in which there is nothing yet.
   *
   * @param manager where the arrays live
   * @param from where the fit goes on
   */
  OptimiserMemory(Weights weights, NDManager manager, Optional<TrainingState> from) {
    this.weights = weights;
    this.manager = manager;
    this.steps = from.map(TrainingState::steps).orElse(0L);
    from.ifPresent(state -> state.optimiser().forEach(tensor -> saved.put(tensor.name(), tensor)));
  }

  NDManager manager() {
    return manager;
  }

  /** How many steps it remembers. */
  long steps() {
    return steps;
  }

  /** The arrays of one kind, in the order of the trained weights; to be asked for once. */
  List<NDArray> of(String kind) {
    List<NDArray> arrays = new ArrayList<>();
    weights.trained((name, weight) -> arrays.add(first(kind + "." + name, weight.getShape())));
    kinds.put(kind, arrays);
    return arrays;
  }

  private NDArray first(String name, Shape shape) {
    if (steps == 0) {
      return manager.zeros(shape);
    }
    Tensor tensor = saved.get(name);
    if (tensor == null || tensor.values().length != shape.size()) {
      throw new ModelFileException(
          "the checkpoint's optimiser must remember %s of shape %s, does not"
              .formatted(name, shape));
    }
    return manager.create(tensor.values(), shape);
  }

  List<Tensor> toTensors() {
    List<Tensor> tensors = new ArrayList<>();
    kinds.forEach(
        (kind, arrays) -> {
          var next = arrays.iterator();
          weights.trained(
              (name, weight) -> tensors.add(Weights.tensor(kind + "." + name, next.next())));
        });
    return tensors;
  }
}
