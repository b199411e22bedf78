package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different rows of an array; gradients go through them to the array.
 *
 * @param rows each of them once, (count, width)
 * @param choice one-hot, which of them each row of the array is, (rows, count)
 */
record DistinctRows(NDArray rows, NDArray choice) {
  static DistinctRows of(NDArray array) {
    int width = (int) array.getShape().get(1);
    float[] values = array.toFloatArray();
    int[] numbers = new int[values.length / width];
    List<Integer> firsts = new ArrayList<>(); // where each of them is for the first time
    Map<Row, Integer> known = new HashMap<>();
    for (int row = 0; row < numbers.length; row++) {
      Row key = new Row(Arrays.copyOfRange(values, row * width, (row + 1) * width));
      Integer number = known.putIfAbsent(key, firsts.size());
      numbers[row] = number == null ? firsts.size() : number;
      if (number == null) {
        firsts.add(row);
      }
    }
    int[] places = firsts.stream().mapToInt(Integer::intValue).toArray();
    NDArray rows = oneHot(array.getManager(), places, numbers.length).matMul(array);
    return new DistinctRows(rows, oneHot(array.getManager(), numbers, places.length));
  }

  private static NDArray oneHot(NDManager manager, int[] codes, int width) {
    float[] values = new float[codes.length * width];
    for (int row = 0; row < codes.length; row++) {
      values[row * width + codes[row]] = 1;
    }
    return manager.create(values, new Shape(codes.length, width));
  }

  int count() {
    return (int) rows.getShape().get(0);
  }

  /** Values of the distinct rows, (count, n), as each row's: (rows, n). */
  NDArray toEachRow(NDArray values) {
    return count() == choice.getShape().get(0) ? values : choice.matMul(values);
  }

  private static final class Row {
    private final float[] values;

    Row(float[] values) {
      this.values = values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
