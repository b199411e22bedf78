package dev.cvae.report;

import dev.cvae.random.RandomStream;

/**
 * The directions in which some rows vary most (Pearson 1901): each the eigenvector of the
 * covariance with the greatest eigenvalue that is orthogonal to those before it, by power iteration
 * without the covariance itself, which is large where rows are long.
 */
final class PrincipalComponents {
  private static final int MOST_STEPS = 500;
  private static final double SETTLED = 1e-10;

  private final double[][] centred; // (rows, features)
  private final double[][] directions; // (components, features), orthonormal or zero
  private final double total; // variance over all features

  private PrincipalComponents(double[][] centred, int count) {
    this.centred = centred;
    this.total = squares(centred) / centred.length;
    this.directions = new double[count][];
    for (int i = 0; i < count; i++) {
      directions[i] = direction(i);
    }
  }

  /**
   * The first components.
   *
   * @param rows at least one, all of one length
   * @param count how many; where rows vary in fewer directions, the others are zero
   */
  static PrincipalComponents of(float[][] rows, int count) {
    return new PrincipalComponents(centred(rows), count);
  }

  /** Each row's place along one component. */
  double[] scores(int component) {
    double[] scores = new double[centred.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = dot(centred[row], directions[component]);
    }
    return scores;
  }

  /** The part of the variance that lies along one component, in [0, 1]; 0 if nothing varies. */
  double share(int component) {
    double[] scores = scores(component);
    return total == 0 ? 0 : dot(scores, scores) / scores.length / total;
  }

  private double[] direction(int component) {
    double[] v = new double[centred[0].length];
    RandomStream start = RandomStream.of(component).split("components");
    for (int i = 0; i < v.length; i++) {
      v[i] = start.normal(i);
    }
    normalise(v, component);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] next = timesCovariance(v);
      normalise(next, component);
      double change = 1 - Math.abs(dot(v, next));
      v = next;
      if (change < SETTLED) {
        break;
      }
    }
    return v;
  }

  /** Σ x (x · v) over the rows x. */
  private double[] timesCovariance(double[] v) {
    double[] product = new double[v.length];
    for (double[] x : centred) {
      double along = dot(x, v);
      for (int i = 0; i < v.length; i++) {
        product[i] += along * x[i];
      }
    }
    return product;
  }

  /** Takes away what lies along earlier components and makes the length 1, or all zero. */
  private void normalise(double[] v, int earlier) {
    double before = Math.sqrt(dot(v, v));
    for (int i = 0; i < earlier; i++) {
      double along = dot(v, directions[i]);
      for (int j = 0; j < v.length; j++) {
        v[j] -= along * directions[i][j];
      }
    }
    double length = Math.sqrt(dot(v, v));
    double scale = length > 1e-12 * before ? 1 / length : 0; // below it is rounding
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
    }
  }

  private static double[][] centred(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / (double) rows.length;
      }
    }
    double[][] centred = new double[rows.length][mean.length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        centred[row][i] = rows[row][i] - mean[i];
      }
    }
    return centred;
  }

  private static double squares(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += dot(row, row);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
