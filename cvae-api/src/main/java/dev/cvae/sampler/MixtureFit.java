package dev.cvae.sampler;

import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * Expectation-maximisation for one Gaussian mixture (Dempster, Laird &amp; Rubin 1977), in double
 * precision and in one order of operations.
 *
 * <pre>
 * E:  r_nk = v_n w_k N(z_n; m_k, Σ_k) / Σ_j w_j N(z_n; m_j, Σ_j)
 * M:  N_k = Σ_n r_nk,   w_k = N_k / N,   m_k = Σ_n r_nk z_n / N_k
 *     Σ_k = (Σ_n r_nk (z_n − m_k)(z_n − m_k)ᵀ + ν Λ) / (N_k + ν)
 * </pre>
 *
 * <p>v_n is how much a row counts, 1 for most data, and N their sum. Λ is diagonal, the variances
 * of all rows; ν, the pull, counts as so many rows more. This is the mode under an inverse-Wishart
 * prior (after Fraley &amp; Raftery 2007); with ν = 0 it is maximum likelihood.
 */
final class MixtureFit {
  private static final int MOST_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-3; // nats per row
  private static final double LEAST_VARIANCE = 1e-6; // of the greatest
  private static final double NO_ROWS = 1e-9;
  private static final int BLOCK = 128; // rows

  private final float[][] z; // (row, dimension)
  private final double[] rowWeights; // v
  private final double rows; // N
  private final int dimensions;
  private final double pull;
  private final double[] variances; // Λ
  private final double[] weights;
  private final double[][] responsibilities; // (component, row)
  private final NormalComponent[] components;

  /** A fit that starts from the groups that k-means finds. */
  static MixtureFit of(WeightedRows rows, int components, RandomStream random) {
    return of(rows, components, random, rows.z()[0].length);
  }

  static MixtureFit of(WeightedRows rows, int components, RandomStream random, double pull) {
    MixtureFit fit = new MixtureFit(rows, components, pull);
    int[] groups = KMeans.groups(rows.z(), components, random);
    for (int row = 0; row < rows.size(); row++) {
      fit.responsibilities[groups[row]][row] = rows.weights()[row];
    }
    fit.maximise();
    return fit;
  }

  /** A fit that starts from a mixture fitted to other rows. */
  static MixtureFit from(GaussianMixture start, WeightedRows rows) {
    MixtureFit fit = new MixtureFit(rows, start.components(), rows.z()[0].length);
    for (int row = 0; row < rows.size(); row++) {
      fit.respond(row, start.logTerms(rows.z()[row]));
    }
    fit.maximise();
    return fit;
  }

  private MixtureFit(WeightedRows rows, int components, double pull) {
    this.z = rows.z();
    this.rowWeights = rows.weights();
    this.rows = rows.total();
    this.dimensions = z[0].length;
    this.pull = pull;
    this.variances = variances();
    this.weights = new double[components];
    this.responsibilities = new double[components][z.length];
    this.components = new NormalComponent[components];
  }

  /** Iterates until the density no longer grows. */
  GaussianMixture run(Interruption interruption) {
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      interruption.check();
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
      int count = Math.min(BLOCK, z.length - start);
      turnOver(start, count, block);
      for (int k = 0; k < terms.length; k++) {
        components[k].logDensity(block, scratch, logNormal[k]);
      }
      for (int row = 0; row < count; row++) {
        for (int k = 0; k < terms.length; k++) {
          terms[k] = logWeights[k] + logNormal[k][row];
        }
        sum += rowWeights[start + row] * respond(start + row, terms);
      }
    }
    return sum / rows;
  }

  /** The responsibilities for one row; its log p(z). */
  private double respond(int row, double[] terms) {
    double logDensity = GaussianMixture.logSumExp(terms);
    for (int k = 0; k < terms.length; k++) {
      responsibilities[k][row] = rowWeights[row] * StrictMath.exp(terms[k] - logDensity);
    }
    return logDensity;
  }

  private void turnOver(int start, int count, double[][] block) {
    for (int i = 0; i < dimensions; i++) {
      for (int row = 0; row < count; row++) {
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
      weights[k] = count / rows;
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
    double counted = Math.max(count + pull, NO_ROWS);
    ScatterMatrix scatter = new ScatterMatrix(mean);
    for (int row = 0; row < z.length; row++) {
      if (shares[row] > NO_ROWS) { // most rows belong to few components
        scatter.add(shares[row] / counted, z[row]);
      }
    }
    double[][] covariance = scatter.lowerTriangle();
    for (int i = 0; i < dimensions; i++) {
      covariance[i][i] += pull / counted * variances[i];
    }
    return covariance;
  }

  /** The variances of all rows, none of them 0. */
  private double[] variances() {
    double[] mean = mean(rowWeights, rows);
    double[] sums = new double[dimensions];
    double greatest = 0;
    for (int row = 0; row < z.length; row++) {
      for (int i = 0; i < dimensions; i++) {
        double difference = z[row][i] - mean[i];
        sums[i] += rowWeights[row] * difference * difference;
        greatest = Math.max(greatest, sums[i]);
      }
    }
    double least = LEAST_VARIANCE * (greatest == 0 ? rows : greatest);
    for (int i = 0; i < dimensions; i++) {
      sums[i] = Math.max(sums[i], least) / rows;
    }
    return sums;
  }
}
