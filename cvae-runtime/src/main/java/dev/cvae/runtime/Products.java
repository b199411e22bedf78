package dev.cvae.runtime;

/**
 * The product of rows with a matrix of weights, in which nearly all time is spent.
 *
 * <p>An output is b + x₀ w₀ + x₁ w₁ + …, added in this order and no other, whatever the number of
 * rows: so a row's bits do not depend on its batch. The inner loops run over outputs, which the
 * compiler turns into vector instructions; inputs that are 0, such as those of a one-hot category
 * or behind a ReLU, cost nothing.
 */
final class Products {
  /** So many inputs' weights stay in the cache while all rows pass by. */
  private static final int INPUTS = 64;

  private Products() {}

  /**
   * y += x W.
   *
   * @param x (rows, inputs)
   * @param weight W, (inputs, outputs)
   * @param y (rows, outputs)
   */
  static void add(float[][] x, float[][] weight, float[][] y) {
    for (int from = 0; from < weight.length; from += INPUTS) {
      int to = Math.min(from + INPUTS, weight.length);
      for (int row = 0; row < x.length; row++) {
        add(x[row], weight, from, to, y[row]);
      }
    }
  }

  /** Some inputs of one row: four that are not 0 in one go over the outputs. */
  private static void add(float[] x, float[][] weight, int from, int to, float[] y) {
    int[] at = new int[4];
    int found = 0;
    for (int i = from; i < to; i++) {
      if (x[i] != 0) {
        at[found++] = i;
        if (found == 4) {
          addFour(x, weight, at[0], at[1], at[2], at[3], y);
          found = 0;
        }
      }
    }
    for (int i = 0; i < found; i++) {
      addOne(x[at[i]], weight[at[i]], y);
    }
  }

  private static void addFour(float[] x, float[][] weight, int a, int b, int c, int d, float[] y) {
    addFour(x[a], x[b], x[c], x[d], weight[a], weight[b], weight[c], weight[d], y);
  }

  private static void addFour(
      float x0,
      float x1,
      float x2,
      float x3,
      float[] w0,
      float[] w1,
      float[] w2,
      float[] w3,
      float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] + x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i];
    }
  }

  private static void addOne(float x, float[] w, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x * w[i];
    }
  }
}
