package dev.cvae.benchmarks;

/**
 * The squared Fréchet distance between two sets of features, each taken as normal (Dowson &amp;
 * Landau 1982; Heusel et al. 2017 for generated images):
 *
 * <pre>
 * d² = ‖m₁ − m₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁ Σ₂)^½
 * </pre>
 *
 * <p>With Σ₁ = L Lᵀ the eigenvalues of Σ₁ Σ₂ are those of the symmetric Lᵀ Σ₂ L.
 */
final class FrechetDistance {
  private static final double NOTHING = 1e-10; // beside the greatest

  private FrechetDistance() {}

  /** d² of two sets of rows of one width. */
  static double between(float[][] some, float[][] others) {
    double[] mean1 = mean(some);
    double[] mean2 = mean(others);
    double[][] sigma1 = covariance(some, mean1);
    double[][] sigma2 = covariance(others, mean2);
    double distance = 0;
    for (int i = 0; i < mean1.length; i++) {
      double difference = mean1[i] - mean2[i];
      distance += difference * difference + sigma1[i][i] + sigma2[i][i];
    }
    double[][] factor = cholesky(sigma1);
    for (double eigenvalue : eigenvalues(product(transposed(factor), product(sigma2, factor)))) {
      distance -= 2 * Math.sqrt(Math.max(0, eigenvalue));
    }
    return distance;
  }

  private static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (double) row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(float[][] rows, double[] mean) {
    int d = mean.length;
    double[][] covariance = new double[d][d];
    double[] centred = new double[d];
    for (float[] row : rows) {
      for (int i = 0; i < d; i++) {
        centred[i] = row[i] - mean[i];
      }
      for (int i = 0; i < d; i++) {
        addScaled(centred[i] / (rows.length - 1), centred, covariance[i]);
      }
    }
    return covariance;
  }

  /** L with L Lᵀ = Σ, which may be singular: features that never change have columns of zeros. */
  private static double[][] cholesky(double[][] sigma) {
    int d = sigma.length;
    double least = NOTHING * greatest(sigma);
    double[][] factor = new double[d][d];
    for (int j = 0; j < d; j++) {
      double pivot = rest(sigma, factor, j, j);
      for (int i = j; i < d && pivot > least; i++) {
        factor[i][j] = rest(sigma, factor, i, j) / Math.sqrt(pivot);
      }
    }
    return factor;
  }

  private static double rest(double[][] sigma, double[][] factor, int i, int j) {
    double rest = sigma[i][j];
    for (int k = 0; k < j; k++) {
      rest -= factor[i][k] * factor[j][k];
    }
    return rest;
  }

  private static double greatest(double[][] sigma) {
    double greatest = 0;
    for (int i = 0; i < sigma.length; i++) {
      greatest = Math.max(greatest, sigma[i][i]);
    }
    return greatest;
  }

  /** Jacobi's method: plane rotations until nothing is left off the diagonal. */
  private static double[] eigenvalues(double[][] a) {
    int d = a.length;
    double least = NOTHING * greatest(a);
    boolean rotated = true;
    while (rotated) {
      rotated = false;
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          if (Math.abs(a[p][q]) > least) {
            rotate(a, p, q);
            rotated = true;
          }
        }
      }
    }
    double[] eigenvalues = new double[d];
    for (int i = 0; i < d; i++) {
      eigenvalues[i] = a[i][i];
    }
    return eigenvalues;
  }

  /** Turns a[p][q] to 0 (Golub &amp; Van Loan, algorithm 8.5.1). */
  private static void rotate(double[][] a, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double cosine = 1 / Math.hypot(1, t);
    double sine = t * cosine;
    for (double[] row : a) {
      double left = row[p];
      double right = row[q];
      row[p] = cosine * left - sine * right;
      row[q] = sine * left + cosine * right;
    }
    for (int i = 0; i < a.length; i++) {
      double upper = a[p][i];
      double lower = a[q][i];
      a[p][i] = cosine * upper - sine * lower;
      a[q][i] = sine * upper + cosine * lower;
    }
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        addScaled(a[i][k], b[k], product[i]);
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  private static void addScaled(double scale, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += scale * from[i];
    }
  }
}
