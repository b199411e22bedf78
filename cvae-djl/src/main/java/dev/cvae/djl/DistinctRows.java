package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The different rows of an array.
 *
 * @param rows each of them once, (count, width)
 * @param choice one-hot, which of them each row of the array is, (rows, count)
 */
record DistinctRows(NDArray rows, NDArray choice) {
  static DistinctRows of(NDArray array) {
    int width = (int) array.getShape().get(1);
    float[] values = array.toFloatArray();
    int[] numbers = new int[values.length / width];
    Map<Row, Integer> known = new LinkedHashMap<>();
    for (int row = 0; row < numbers.length; row++) {
      Row key = new Row(Arrays.copyOfRange(values, row * width, (row + 1) * width));
      Integer number = known.putIfAbsent(key, known.size());
      numbers[row] = number == null ? known.size() - 1 : number;
    }
    float[] rows = new float[known.size() * width];
    known.forEach((row, i) -> System.arraycopy(row.values, 0, rows, i * width, width));
    float[] choice = new float[numbers.length * known.size()];
    for (int row = 0; row < numbers.length; row++) {
      choice[row * known.size() + numbers[row]] = 1;
    }
    return new DistinctRows(
        array.getManager().create(rows, new Shape(known.size(), width)),
        array.getManager().create(choice, new Shape(numbers.length, known.size())));
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
