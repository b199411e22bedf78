package dev.cvae.analysis;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The training row nearest to each of some rows, by comparing them all, a block of training rows at
 * a time. A block is turned so that its rows lie side by side: the innermost loop is then over them
 * and each step of it independent of the others, which is what a compiler makes vector instructions
 * of.
 *
 * @param rows which training row is nearest, one a row
 * @param distances Euclidean, one a row
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
record NearestNeighbours(long[] rows, double[] distances) {
  private static final int BLOCK = 256; // training rows at a time
  private static final int GROUP = 16; //  rows that share what of a block is in the cache

  /** Of the first rows of some data in the training data. */
  static NearestNeighbours of(DataSource data, int most, DataSource train) {
    float[][] queries = firstRows(data, most);
    long[] nearest = new long[queries.length];
    float[] squares = new float[queries.length];
    Arrays.fill(squares, Float.POSITIVE_INFINITY);
    int features = train.shape().size();
    Batch batch = new Batch(BLOCK, train.shape(), ConditionSchema.none());
    float[] block = new float[features * BLOCK];
    float[][] sums = new float[GROUP][BLOCK];
    long first = 0;
    try (Batches batches = train.inOrder()) {
      while (batches.next(batch)) {
        turn(batch, features, block);
        for (int start = 0; start < queries.length; start += GROUP) {
          int end = Math.min(start + GROUP, queries.length);
          squaredDistances(queries, start, end, block, sums);
          for (int query = start; query < end; query++) {
            for (int row = 0; row < batch.rows(); row++) {
              if (sums[query - start][row] < squares[query]) {
                squares[query] = sums[query - start][row];
                nearest[query] = first + row;
              }
            }
          }
        }
        first += batch.rows();
      }
    }
    double[] distances = new double[queries.length];
    Arrays.setAll(distances, query -> Math.sqrt(squares[query]));
    return new NearestNeighbours(nearest, distances);
  }

  /** From (rows, features) to (features, rows). */
  private static void turn(Batch batch, int features, float[] block) {
    FloatBuffer x = batch.x();
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < features; i++) {
        block[i * BLOCK + row] = x.get(row * features + i);
      }
    }
  }

  private static void squaredDistances(
      float[][] queries, int start, int end, float[] block, float[][] sums) {
    for (float[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int i = 0; i < queries[start].length; i++) {
      for (int query = start; query < end; query++) {
        addSquares(queries[query][i], block, i * BLOCK, sums[query - start]);
      }
    }
  }

  private static void addSquares(float value, float[] block, int start, float[] sums) {
    for (int row = 0; row < BLOCK; row++) {
      float difference = block[start + row] - value;
      sums[row] += difference * difference;
    }
  }

  private static float[][] firstRows(DataSource data, int most) {
    int count = (int) Math.min(most, data.size());
    float[][] rows = new float[count][data.shape().size()];
    Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
    int done = 0;
    try (Batches batches = data.inOrder()) {
      while (done < count && batches.next(batch)) {
        for (int row = 0; row < batch.rows() && done < count; row++) {
          batch.x().get(row * rows[done].length, rows[done]);
          done++;
        }
      }
    }
    return rows;
  }
}
