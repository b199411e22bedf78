package dev.cvae.analysis;

/**
 * What a {@link GenerativeClassifier} says of some rows: p(c|x) for each category, and p(x).
 * Immutable; any thread may use it.
 */
public final class CategoryPosterior {
  private final double[][] logJoint; // log p(x|c) + log p(c), (rows, categories)

  CategoryPosterior(double[][] logJoint) {
    this.logJoint = logJoint;
  }

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  public int size() {
    return logJoint.length;
  }

  /**
   * p(c|x) of one row.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array, one probability a category, that add up to 1
   */
  public double[] probabilities(int row) {
    return LogSumExp.normalised(logJoint[row]);
  }

  /**
   * The category with the greatest p(c|x); the first of equals.
   *
   * @param row 0 to {@code size() - 1}
   * @return its index
   */
  public int mostProbable(int row) {
    int best = 0;
    for (int c = 1; c < logJoint[row].length; c++) {
      best = logJoint[row][c] > logJoint[row][best] ? c : best;
    }
    return best;
  }

  /**
   * log p(x) = log Σ p(x|c) p(c) of one row.
   *
   * @param row 0 to {@code size() - 1}
   * @return nats
   */
  public double logMarginal(int row) {
    return LogSumExp.of(logJoint[row]);
  }
}
