package dev.cvae.runtime;

import dev.cvae.architecture.WeightShapes;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's weights by their names in the model file, each as rows. A layer's weight, (outputs,
 * inputs), is turned: a row for each input.
 */
final class Weights {
  private final Map<String, Weight> weights = new LinkedHashMap<>(); // in the file's order

  /** A tensor's values; rows of its first dimension, or, if it is turned, of all others. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weight(int[] shape, boolean turned, float[][] rows) {}

  private Weights() {}

  /**
   * The weights of a file.
   *
   * @throws ModelFileException if they are not those that its description needs
   */
  static Weights of(ModelFile file) {
    Map<String, List<Integer>> required = WeightShapes.of(file.description());
    Weights weights = new Weights();
    for (Tensor tensor : file.tensors()) {
      List<Integer> shape = required.remove(tensor.name());
      if (shape == null) {
        throw new ModelFileException(
            "the model file has a tensor that its description does not know: " + tensor.name());
      }
      if (!Arrays.stream(tensor.shape()).boxed().toList().equals(shape)) {
        throw new ModelFileException(
            "tensor %s has shape %s, and the model's description needs %s"
                .formatted(tensor.name(), Arrays.toString(tensor.shape()), shape));
      }
      boolean turned = tensor.name().endsWith(".weight");
      weights.weights.put(
          tensor.name(),
          new Weight(tensor.shape(), turned, rows(tensor.values(), tensor.shape(), turned)));
    }
    if (!required.isEmpty()) {
      throw new ModelFileException("the model file lacks " + required.keySet());
    }
    return weights;
  }

  private static float[][] rows(float[] values, int[] shape, boolean turned) {
    if (shape.length == 1) {
      return new float[][] {values.clone()};
    }
    int count = shape[0];
    int width = values.length / count;
    float[][] rows = turned ? new float[width][count] : new float[count][];
    for (int i = 0; i < count; i++) {
      if (turned) {
        toColumn(values, i * width, rows, i);
      } else {
        rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
      }
    }
    return rows;
  }

  private static void toColumn(float[] values, int from, float[][] rows, int column) {
    for (int i = 0; i < rows.length; i++) {
      rows[i][column] = values[from + i];
    }
  }

  /** The rows of a table, (count, width), or of a layer's weight, (inputs, outputs). */
  float[][] rows(String name) {
    return weight(name).rows();
  }

  /** The values of a tensor of one dimension. */
  float[] vector(String name) {
    return rows(name)[0];
  }

  private Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalStateException("no layer needs tensor " + name);
    }
    return weight;
  }

  /** Copies of all, as they were in the file. */
  List<Tensor> toTensors() {
    List<Tensor> tensors = new ArrayList<>();
    weights.forEach(
        (name, weight) -> tensors.add(new Tensor(name, weight.shape().clone(), values(weight))));
    return tensors;
  }

  private static float[] values(Weight weight) {
    float[][] rows = weight.rows();
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        values[weight.turned() ? j * rows.length + i : i * width + j] = rows[i][j];
      }
    }
    return values;
  }
}
