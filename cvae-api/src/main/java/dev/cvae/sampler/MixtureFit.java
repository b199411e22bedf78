package dev.cvae.sampler;

import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * Expectation-maximisation for one Gaussian mixture (Dempster, Laird &amp; Rubin 1977), in double
 * precision and in one order of operations.
 *
 * <pre>
 * E:  r_nk = w_k N(z_n; m_k, Σ_k) / Σ_j w_j N(z_n; m_j, Σ_j)
 * M:  N_k = Σ_n r_nk,   w_k = N_k / N,   m_k = Σ_n r_nk z_n / N_k
 *     Σ_k = (Σ_n r_nk (z_n − m_k)(z_n − m_k)ᵀ + ν Λ) / (N_k + ν)
 * </pre>
 *
 * <p>Λ is diagonal, the variances of all rows; ν, the pull, counts as so many rows more. This is
 * the mode under an inverse-Wishart prior (after Fraley &amp; Raftery 2007); with ν = 0 it is
 * maximum likelihood.
 */
final class MixtureFit {
  private static final int MOST_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-3; // nats per row
  private static final double LEAST_VARIANCE = 1e-6; // of the greatest
  private static final double NO_ROWS = 1e-9;
  private static final int BLOCK = 128; // rows

  private final float[][] z; // (row, dimension)
  private final int dimensions;
  private final double pull;
  private final double[] variances; // Λ
  private final double[] weights;
  private final double[][] responsibilities; // (component, row)
  private final NormalComponent[] components;

  /** A fit that starts from the groups that k-means finds. */
  static MixtureFit of(float[][] z, int components, RandomStream random) {
    return of(z, components, random, z[0].length);
  }

  static MixtureFit of(float[][] z, int components, RandomStream random, double pull) {
    MixtureFit fit = new MixtureFit(z, components, pull);
    int[] groups = KMeans.groups(z, components, random);
    for (int row = 0; row < z.length; row++) {
      fit.responsibilities[groups[row]][row] = 1;
    }
    fit.maximise();
    return fit;
  }

  /** A fit that starts from a mixture fitted to other rows. */
  static MixtureFit from(GaussianMixture start, float[][] z) {
    MixtureFit fit = new MixtureFit(z, start.components(), z[0].length);
    for (int row = 0; row < z.length; row++) {
      fit.respond(row, start.logTerms(z[row]));
    }
    fit.maximise();
    return fit;
  }

  private MixtureFit(float[][] z, int components, double pull) {
    this.z = z;
    this.dimensions = z[0].length;
    this.pull = pull;
    this.variances = variances();
    this.weights = new double[components];
    this.responsibilities = new double[components][z.length];
    this.components = new NormalComponent[components];
  }

  /** Iterates until the density no longer grows. */
  GaussianMixture run() {
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double density = expect();
      if (density - before < TOLERANCE) {
        break;
      }
      before = density;
      maximise();
    }
    return mixture();
  }

  /** The E step; the mean of log p(z), in nats per row, of the mixture as it is. */
  double expect() {
    double sum = 0;
    double[] terms = new double[weights.length];
    double[][] logNormal = new double[weights.length][BLOCK];
    double[][] block = new double[dimensions][BLOCK];
    double[][] scratch = new double[dimensions][BLOCK];
    double[] logWeights = Arrays.stream(weights).map(StrictMath::log).toArray();
    for (int start = 0; start < z.length; start += BLOCK) {
      int rows = Math.min(BLOCK, z.length - start);
      turnOver(start, rows, block);
      for (int k = 0; k < terms.length; k++) {
        components[k].logDensity(block, scratch, logNormal[k]);
      }
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < terms.length; k++) {
          terms[k] = logWeights[k] + logNormal[k][row];
        }
        sum += respond(start + row, terms);
      }
    }
    return sum / z.length;
  }

  /** The responsibilities for one row; its log p(z). */
  private double respond(int row, double[] terms) {
    double logDensity = GaussianMixture.logSumExp(terms);
    for (int k = 0; k < terms.length; k++) {
      responsibilities[k][row] = StrictMath.exp(terms[k] - logDensity);
    }
    return logDensity;
  }

  private void turnOver(int start, int rows, double[][] block) {
    for (int i = 0; i < dimensions; i++) {
      for (int row = 0; row < rows; row++) {
        block[i][row] = z[start + row][i];
      }
    }
  }

  /** The M step. */
  void maximise() {
    for (int k = 0; k < weights.length; k++) {
      double[] shares = responsibilities[k];
      double count = 0;
      for (double share : shares) {
        count += share;
      }
      weights[k] = count / z.length;
      double[] mean = mean(shares, count);
      components[k] = new NormalComponent(mean, covariance(shares, count, mean));
    }
  }

  GaussianMixture mixture() {
    float[] w = new float[weights.length];
    float[][] means = new float[weights.length][];
    float[][] factors = new float[weights.length][];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) weights[k];
      means[k] = components[k].mean();
      factors[k] = components[k].factor();
    }
    return GaussianMixture.of(w, means, factors);
  }

  private double[] mean(double[] shares, double count) {
    double[] mean = new double[dimensions];
    for (int row = 0; row < z.length; row++) {
      double share = shares[row] / Math.max(count, NO_ROWS);
      for (int i = 0; i < dimensions; i++) {
        mean[i] += share * z[row][i];
      }
    }
    return mean;
  }

  /** Σ, its lower triangle. */
  private double[][] covariance(double[] shares, double count, double[] mean) {
    double rows = Math.max(count + pull, NO_ROWS);
    ScatterMatrix scatter = new ScatterMatrix(mean);
    for (int row = 0; row < z.length; row++) {
      if (shares[row] > NO_ROWS) { // most rows belong to few components
        scatter.add(shares[row] / rows, z[row]);
      }
    }
    double[][] covariance = scatter.lowerTriangle();
    for (int i = 0; i < dimensions; i++) {
      covariance[i][i] += pull / rows * variances[i];
    }
    return covariance;
  }

  /** The variances of all rows, none of them 0. */
  private double[] variances() {
    double[] all = new double[z.length];
    Arrays.fill(all, 1);
    double[] mean = mean(all, z.length);
    double[] sums = new double[dimensions];
    double greatest = 0;
    for (float[] row : z) {
      for (int i = 0; i < dimensions; i++) {
        sums[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
        greatest = Math.max(greatest, sums[i]);
      }
    }
    double least = LEAST_VARIANCE * (greatest == 0 ? z.length : greatest);
    for (int i = 0; i < dimensions; i++) {
      sums[i] = Math.max(sums[i], least) / z.length;
    }
    return sums;
  }
}
