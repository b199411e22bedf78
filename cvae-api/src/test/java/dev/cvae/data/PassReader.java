package dev.cvae.data;

import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads whole passes over numbered rows: row i holds i and -i, and has label i mod 10. */
final class PassReader {
  static final Shape SHAPE = Shape.of(2);

  private PassReader() {}

  static Dataset numbered(int rows) {
    float[][] values = new float[rows][];
    int[] labels = new int[rows];
    Arrays.setAll(values, i -> new float[] {i, -i});
    Arrays.setAll(labels, i -> i % 10);
    return Dataset.of(values).labelled(labels, 10);
  }

  static StoredRows.Reader reader() {
    return (first, batch) -> {
      int column = batch.conditions().schema().indexOf("label");
      for (int i = 0; i < batch.rows(); i++) {
        batch.x().put((float) (first + i)).put((float) -(first + i));
        if (column >= 0) {
          batch.conditions().codes(column)[i] = (int) ((first + i) % 10);
        }
      }
    };
  }

  static List<Integer> shuffled(DataSource data, long seed, int capacity) {
    return numbers(data, data.shuffled(RandomStream.of(seed)), capacity);
  }

  static List<Integer> inOrder(DataSource data, int capacity) {
    return numbers(data, data.inOrder(), capacity);
  }

  /** The rows' numbers in the order of a pass, whose batches must be full up to the last. */
  static List<Integer> numbers(DataSource data, Batches pass, int capacity) {
    List<Integer> numbers = new ArrayList<>();
    Batch batch = new Batch(capacity, data.shape(), data.conditions());
    int column = data.conditions().indexOf("label");
    try (pass) {
      boolean full = true;
      while (pass.next(batch)) {
        check(full, "only the last batch may have room");
        full = batch.rows() == capacity;
        check(batch.x().position() == 0 && batch.x().limit() == 2 * batch.rows(), "buffer");
        for (int row = 0; row < batch.rows(); row++) {
          int number = (int) batch.x().get(2 * row);
          check(batch.x().get(2 * row + 1) == -number, "values");
          check(column < 0 || batch.conditions().codes(column)[row] == number % 10, "label");
          numbers.add(number);
        }
      }
      check(batch.rows() == 0 && !pass.next(batch), "the end is an empty batch, again and again");
    }
    return numbers;
  }

  private static void check(boolean holds, String claim) {
    if (!holds) {
      throw new AssertionError(claim);
    }
  }
}
