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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights by their names in the model file, each as rows. A layer's weight, (outputs,
 * inputs), is turned: a row for each input. That is done when a layer is first used: who only
 * generates does not wait for the encoder's.
 */
final class Weights {
  private final Map<String, Weight> weights = new LinkedHashMap<>(); // in the file's order

  private Weights() {}

  /** A tensor's values; rows of its first dimension, or, if it is turned, of all others. */
  private static final class Weight {
    private final int[] shape;
    private final boolean turned;
    private float @Nullable [] values; // as in the file, until the first use; guarded by this
    private volatile float @Nullable [][] rows; // from the first use on

    Weight(Tensor tensor) {
      this.shape = tensor.shape().clone();
      this.turned = tensor.name().endsWith(".weight");
      this.values = tensor.values().clone();
    }

    float[][] rows() {
      float[][] known = rows;
      return known == null ? firstRows() : known;
    }

    private synchronized float[][] firstRows() {
      if (values != null) {
        rows = Weights.rows(values, shape, turned);
        values = null;
      }
      return Objects.requireNonNull(rows);
    }

    synchronized Tensor toTensor(String name) {
      float[] copy = values == null ? values(rows(), turned) : values.clone();
      return new Tensor(name, shape.clone(), copy);
    }
  }

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
      weights.weights.put(tensor.name(), new Weight(tensor));
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
    weights.forEach((name, weight) -> tensors.add(weight.toTensor(name)));
    return tensors;
  }

  private static float[] values(float[][] rows, boolean turned) {
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        values[turned ? j * rows.length + i : i * width + j] = rows[i][j];
      }
    }
    return values;
  }
}
