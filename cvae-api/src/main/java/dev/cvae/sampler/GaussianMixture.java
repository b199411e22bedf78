package dev.cvae.sampler;

import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * A mixture of normal distributions with full covariances:
 *
 * <pre>
 * p(z) = Σ_k w_k N(z; m_k, L_k L_kᵀ)
 * </pre>
 *
 * <p>L_k is lower triangular, the Cholesky factor of component k's covariance. Parameters are
 * float32, as a file keeps them; what is computed from them is computed in double precision.
 *
 * <p>Immutable; any thread may use it.
 */
public final class GaussianMixture {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);
  private static final double WEIGHTS_TOLERANCE = 1e-4;

  private final float[] weights; // (component)
  private final float[][] means; // (component, dimension)
  private final float[][] factors; // (component, dimension · dimension), L row by row

  private GaussianMixture(float[] weights, float[][] means, float[][] factors) {
    this.weights = weights;
    this.means = means;
    this.factors = factors;
  }

  /**
   * The mixture with given parameters.
   *
   * @param weights w, one a component; they sum to 1
   * @param means m, one a component, all of one length, the dimensions
   * @param factors L, one a component, row by row: dimensions² values, positive on the diagonal and
   *     0 above it
   * @return the mixture; the arrays are copied
   * @throws InvalidDataException if the parameters are not those of a mixture
   */
  public static GaussianMixture of(float[] weights, float[][] means, float[][] factors) {
    checkWeights(weights);
    if (means.length != weights.length || factors.length != weights.length) {
      throw new InvalidDataException(
          "a mixture of %d weights must have as many means and factors, had %d and %d"
              .formatted(weights.length, means.length, factors.length));
    }
    for (int k = 0; k < weights.length; k++) {
      checkComponent(means[0].length, means[k], factors[k]);
    }
    return new GaussianMixture(weights.clone(), copy(means), copy(factors));
  }

  /**
   * Fits a mixture with a given number of components by expectation-maximisation (Dempster, Laird
   * &amp; Rubin 1977), from the start that k-means++ finds (Arthur &amp; Vassilvitskii 2007).
   *
   * <p>Each covariance is drawn a little towards the diagonal one of all rows, so that a component
   * with fewer rows than dimensions, or a dimension that never changes, does no harm.
   *
   * @param z the rows, (rows, dimensions); finite
   * @param components at least 1 and at most as many as there are rows
   * @param random of the start; the same stream gives the same mixture to the last bit
   * @return the mixture
   */
  public static GaussianMixture fit(float[][] z, int components, RandomStream random) {
    checkRows(z);
    if (components < 1 || components > z.length) {
      throw InvalidSettingException.of(
          "components", "must lie in [1, " + z.length + "], the number of rows", components);
    }
    return MixtureFit.of(WeightedRows.of(z), components, random).run(Interruption.ofThisThread());
  }

  /**
   * Fits a mixture whose number of components is chosen by likelihood: 1, 2, 4 and so on are fitted
   * to nine rows in ten for as long as the density of the tenth, held out, grows; the best one is
   * then fitted further, to all rows.
   *
   * @param z the rows, (rows, dimensions); finite
   * @param maxComponents the most components, at least 1
   * @param random of the split and the starts
   * @return the mixture
   */
  public static GaussianMixture select(float[][] z, int maxComponents, RandomStream random) {
    checkRows(z);
    if (maxComponents < 1) {
      throw InvalidSettingException.of("maxComponents", "must be positive", maxComponents);
    }
    return select(WeightedRows.of(z), maxComponents, random, Interruption.ofThisThread());
  }

  static GaussianMixture select(
      WeightedRows rows, int maxComponents, RandomStream random, Interruption interruption) {
    int held = rows.size() / 10;
    WeightedRows shuffled = rows.inOrder(random.split("held out").permutation(rows.size()));
    WeightedRows heldOut = shuffled.part(0, held);
    WeightedRows others = shuffled.part(held, rows.size());
    GaussianMixture best = MixtureFit.of(others, 1, random).run(interruption);
    for (int k = 2; k <= Math.min(maxComponents, held); k *= 2) {
      GaussianMixture next = MixtureFit.of(others, k, random).run(interruption);
      if (heldOut.meanLogDensity(next) <= heldOut.meanLogDensity(best)) {
        break;
      }
      best = next;
    }
    return MixtureFit.from(best, rows).run(interruption);
  }

  /**
   * How long z is.
   *
   * @return 0 or more
   */
  public int dimensions() {
    return means[0].length;
  }

  /**
   * How many normal distributions there are.
   *
   * @return 1 or more
   */
  public int components() {
    return weights.length;
  }

  /**
   * The weights w.
   *
   * @return a new array, (component)
   */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * The means m.
   *
   * @return new arrays, (component, dimension)
   */
  public float[][] means() {
    return copy(means);
  }

  /**
   * The Cholesky factors L of the covariances.
   *
   * @return new arrays, (component, dimension · dimension), row by row
   */
  public float[][] factors() {
    return copy(factors);
  }

  /**
   * log p(z).
   *
   * @param z a point, as long as there are dimensions
   * @return in nats
   */
  public double logDensity(float[] z) {
    return logSumExp(logTerms(z));
  }

  /** log w_k + log N(z; m_k, L_k L_kᵀ) of each component. */
  double[] logTerms(float[] z) {
    double[] terms = new double[weights.length];
    for (int k = 0; k < terms.length; k++) {
      terms[k] = StrictMath.log(weights[k]) + logNormal(z, means[k], factors[k]);
    }
    return terms;
  }

  /**
   * The mean of log p(z) over some rows.
   *
   * @param z at least one row
   * @return in nats per row
   */
  public double meanLogDensity(float[][] z) {
    double sum = 0;
    for (float[] row : z) {
      sum += logDensity(row);
    }
    return sum / z.length;
  }

  /**
   * Turns noise into a draw: z = m_k + L_k ε.
   *
   * @param choice picks the component k; uniform in (0, 1) for a draw from the mixture
   * @param noise ε, of which the first {@link #dimensions()} count; from N(0, I) for a draw from
   *     the mixture
   * @return a new array, (dimension)
   */
  public float[] sample(double choice, float[] noise) {
    int k = component(choice);
    int d = dimensions();
    float[] z = new float[d];
    for (int i = 0; i < d; i++) {
      double sum = means[k][i];
      for (int j = 0; j <= i; j++) {
        sum += (double) factors[k][i * d + j] * noise[j];
      }
      z[i] = (float) sum;
    }
    return z;
  }

  @Override
  public String toString() {
    return "mixture of %d normal distributions of %d dimensions"
        .formatted(components(), dimensions());
  }

  /** log Σ exp terms, without overflow. */
  static double logSumExp(double[] terms) {
    double greatest = Arrays.stream(terms).max().orElseThrow();
    double sum = 0;
    for (double term : terms) {
      sum += StrictMath.exp(term - greatest);
    }
    return greatest + StrictMath.log(sum);
  }

  /** log N(z; m, L Lᵀ) = −½ ‖L⁻¹(z − m)‖² − log det L − (d/2) log 2π. */
  private static double logNormal(float[] z, float[] mean, float[] factor) {
    int d = mean.length;
    double[] e = new double[d]; // L⁻¹(z − m)
    double squares = 0;
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      double rest = (double) z[i] - mean[i];
      for (int j = 0; j < i; j++) {
        rest -= factor[i * d + j] * e[j];
      }
      e[i] = rest / factor[i * d + i];
      squares += e[i] * e[i];
      logDeterminant += StrictMath.log(factor[i * d + i]);
    }
    return -0.5 * (squares + d * LOG_TWO_PI) - logDeterminant;
  }

  private int component(double choice) {
    double left = choice;
    for (int k = 0; k < weights.length - 1; k++) {
      left -= weights[k];
      if (left < 0) {
        return k;
      }
    }
    return weights.length - 1;
  }

  private static void checkRows(float[][] z) {
    if (z.length == 0) {
      throw new InvalidDataException("a mixture must be fitted to at least one row, had none");
    }
    for (int row = 0; row < z.length; row++) {
      if (z[row].length != z[0].length) {
        throw new InvalidDataException(
            "rows must have one length, %d, row %d has %d"
                .formatted(z[0].length, row, z[row].length));
      }
      checkFinite("row " + row, z[row]);
    }
  }

  private static void checkWeights(float[] weights) {
    checkFinite("weights", weights);
    double sum = 0;
    for (float weight : weights) {
      sum += weight < 0 ? Double.NaN : weight;
    }
    if (!(Math.abs(sum - 1) <= WEIGHTS_TOLERANCE)) {
      throw new InvalidDataException(
          "a mixture's weights must be at least 0 and sum to 1, were " + Arrays.toString(weights));
    }
  }

  private static void checkComponent(int d, float[] mean, float[] factor) {
    if (mean.length != d || factor.length != d * d) {
      throw new InvalidDataException(
          "a mixture of %d dimensions must have means of %d and factors of %d values, had %d and %d"
              .formatted(d, d, d * d, mean.length, factor.length));
    }
    checkFinite("a mean", mean);
    checkFinite("a factor", factor);
    for (int i = 0; i < d; i++) {
      if (!(factor[i * d + i] > 0)) {
        throw new InvalidDataException(
            "a factor must be positive on its diagonal, was " + factor[i * d + i]);
      }
    }
  }

  private static void checkFinite(String what, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidDataException(what + " must be finite, was " + value);
      }
    }
  }

  private static float[][] copy(float[][] arrays) {
    return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
  }
}
