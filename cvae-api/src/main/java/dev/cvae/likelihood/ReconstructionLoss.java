package dev.cvae.likelihood;

import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a reconstruction is held against the data: the likelihood p(x|z,c), whose negative logarithm,
 * summed over features, is the loss.
 *
 * <p>Which to take:
 *
 * <table>
 * <caption>Reconstruction losses</caption>
 * <tr><th>data</th><th>loss</th></tr>
 * <tr><td>black and white; grey in [0, 1], as the article does</td><td>{@link #BCE}</td></tr>
 * <tr><td>grey in [0, 1], as a true density</td><td>{@link #continuousBernoulli()}</td></tr>
 * <tr><td>8-bit images</td><td>{@link #discretisedLogistic()}</td></tr>
 * <tr><td>any numbers</td><td>{@link #MSE}, {@link #gaussian()}, {@link #gaussianPerFeature()}</td></tr>
 * <tr><td>one-hot groups</td><td>{@link #categorical(int...)}</td></tr>
 * <tr><td>a table of several kinds of columns</td><td>{@link #mixed(Part...)}</td></tr>
 * <tr><td>rows with gaps</td><td>{@link #observed(ReconstructionLoss)}</td></tr>
 * </table>
 *
 * <p>Each has its normalising constants, so that log-likelihoods of different losses on the same
 * data can be compared; densities (of numbers) with densities, probabilities (of categories, bits,
 * bytes) with probabilities. {@link Bernoulli} on greys is neither.
 *
 * <p>The methods are for backends: they take one row of data, and one row of the distribution's
 * parameters as {@link #parameters} counts them. Implementations are immutable; any thread may use
 * them.
 */
// two threads could wait for each other only if one's first loss came from a constructor of
// Bernoulli
// or Gaussian: take them from here
@SuppressWarnings("ClassInitializationDeadlock")
public sealed interface ReconstructionLoss permits LossDefaults {
  /** {@link Bernoulli}: binary cross-entropy, for values in [0, 1]; the article's. */
  ReconstructionLoss BCE = new Bernoulli();

  /** {@link Gaussian} with σ = 1: half the squared error, for any numbers. */
  ReconstructionLoss MSE = new Gaussian(Gaussian.Sigma.ONE);

  /**
   * {@link ContinuousBernoulli}, for values in [0, 1].
   *
   * @return the loss
   */
  static ReconstructionLoss continuousBernoulli() {
    return new ContinuousBernoulli();
  }

  /**
   * {@link Gaussian} with one σ for all features, learned with the weights (σ-VAE, Rybkin et al.
   * 2021); for any numbers.
   *
   * @return the loss
   */
  static ReconstructionLoss gaussian() {
    return new Gaussian(Gaussian.Sigma.SHARED);
  }

  /**
   * {@link Gaussian} with a σ for each feature, learned with the weights; for any numbers.
   *
   * @return the loss
   */
  static ReconstructionLoss gaussianPerFeature() {
    return new Gaussian(Gaussian.Sigma.PER_FEATURE);
  }

  /**
   * {@link DiscretisedLogistic}, for bytes scaled to [0, 1].
   *
   * @return the loss
   */
  static ReconstructionLoss discretisedLogistic() {
    return new DiscretisedLogistic();
  }

  /**
   * {@link Categorical} over groups of neighbouring features, each group one-hot.
   *
   * @param sizes how many features each group has; together as many as a row has
   * @return the loss
   */
  static ReconstructionLoss categorical(int... sizes) {
    return new Categorical(Arrays.stream(sizes).boxed().toList());
  }

  /**
   * {@link Mixed}: one loss for the first features, another for the next ones, and so on.
   *
   * <pre>{@code
   * ReconstructionLoss.mixed(
   *     ReconstructionLoss.gaussianPerFeature().on(5),   // columns 0..4 are numbers
   *     ReconstructionLoss.BCE.on(2),                    // 5 and 6 are 0 or 1
   *     ReconstructionLoss.categorical(4).on(4));        // 7..10 are a one-hot group of four
   * }</pre>
   *
   * @param parts in the order of the features; together as many as a row has
   * @return the loss
   */
  static ReconstructionLoss mixed(Part... parts) {
    return new Mixed(List.of(parts));
  }

  /**
   * {@link Observed}: another loss, of those features that a row has; NaN is one that is missing.
   *
   * <pre>{@code
   * ReconstructionLoss.observed(ReconstructionLoss.gaussianPerFeature())
   * }</pre>
   *
   * @param loss of complete rows, a built-in one
   * @return the loss
   */
  static ReconstructionLoss observed(ReconstructionLoss loss) {
    return new Observed(loss);
  }

  /**
   * This loss for some of a row's features, as a part of a {@link #mixed(Part...)} one.
   *
   * @param features how many neighbouring features, at least 1
   * @return the part
   */
  Part on(int features);

  /**
   * How many numbers the decoder's last layer gives for a row.
   *
   * @param features how many values a row has
   * @return the width of that layer
   * @throws dev.cvae.error.InvalidSettingException if the loss is for another number of features
   */
  int outputs(int features);

  /**
   * How many numbers say what p(x|z,c) is: the decoder's outputs, and what the loss has learned
   * besides, such as σ.
   *
   * @param features how many values a row has
   * @return the length of the arrays of parameters below
   */
  int parameters(int features);

  /**
   * The part of log p(x|z,c) that no parameter changes, for one example.
   *
   * @param features how many values an example has
   * @return the constant in nats; the reconstruction loss is {@code constant - log p(x|z,c)}
   */
  double logConstant(int features);

  /**
   * The least value that data may have.
   *
   * @return the bound, inclusive
   */
  float lowest();

  /**
   * The greatest value that data may have.
   *
   * @return the bound, inclusive
   */
  float highest();

  /**
   * Whether NaN may stand for a feature that is missing.
   *
   * @return true for an {@link #observed(ReconstructionLoss)} one
   */
  boolean allowsMissing();

  /**
   * What a row must fulfil as a whole, beyond the bounds, for p(x|z,c) to give it a probability.
   *
   * @return the rule, if there is one
   */
  Optional<RowRule> rowRule();

  /**
   * log p(x|z,c), constants included.
   *
   * @param x one row of data
   * @param parameters of its distribution
   * @return nats, summed over features
   */
  double logProbability(float[] x, double[] parameters);

  /**
   * log p(x|z,c) feature by feature, constants included, so that it can be had of some features
   * alone: given z they are independent. Of a one-hot group only the sum has a meaning.
   *
   * @param x one row of data
   * @param parameters of its distribution
   * @param ofFeature filled, nats; as long as a row of data; their sum is {@link #logProbability}
   */
  void logProbabilities(float[] x, double[] parameters, double[] ofFeature);

  /**
   * The mean of p(x|z,c).
   *
   * @param parameters of one row
   * @param mean filled; as long as a row of data
   */
  void mean(double[] parameters, float[] mean);

  /**
   * A draw from p(x|z,c).
   *
   * @param parameters of one row
   * @param random where the draw comes from
   * @param position the stream's position for the first feature; feature i uses {@code position +
   *     i} only
   * @param x filled; as long as a row of data
   */
  void draw(double[] parameters, RandomStream random, long position, float[] x);
}
