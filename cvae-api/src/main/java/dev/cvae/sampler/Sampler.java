package dev.cvae.sampler;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.error.InvalidSettingException;

/**
 * Where the latents of generated rows come from: the user's choice.
 *
 * <p>The encoder's posteriors, averaged over the data, are the <em>aggregated posterior</em>
 * q(z|c). It never quite equals the prior that latents are drawn from when a model generates, and
 * where the two differ the decoder was never trained. A sampler other than the prior is fitted to
 * the aggregated posterior after the training, which changes no weight.
 */
public sealed interface Sampler {
  /** The model's own prior: nothing is fitted. */
  Sampler PRIOR = new Prior();

  /**
   * A Gaussian mixture for each condition, with the number of components chosen by held-out
   * likelihood.
   *
   * @return the sampler with its defaults
   */
  static MixtureSampler gaussianMixture() {
    return MixtureSampler.DEFAULT;
  }

  /**
   * Checks that this can be fitted to a model with given conditions.
   *
   * @param schema the model's
   * @throws InvalidSettingException if it cannot
   */
  void requireFits(ConditionSchema schema);

  /**
   * The name by which a request asks for it.
   *
   * @return {@code "prior"}, {@code "gaussian-mixture"}
   */
  String name();

  /** The model's own prior. */
  record Prior() implements Sampler {
    @Override
    public String name() {
      return "prior";
    }

    @Override
    public void requireFits(ConditionSchema schema) {}
  }

  /**
   * A Gaussian mixture for each condition among the data's rows (Ghosh et al. 2020, section 4,
   * there without conditions).
   *
   * @param maxComponents the most components of a mixture, at least 1
   * @param maxRows fitted to about this many rows at most, chosen at random, at least 1
   * @param seed of the rows' latents and of the fit
   */
  record MixtureSampler(int maxComponents, int maxRows, long seed) implements Sampler {
    private static final MixtureSampler DEFAULT = new MixtureSampler(16, 100_000, 0);

    /** Checks the ranges. */
    public MixtureSampler {
      if (maxComponents < 1) {
        throw InvalidSettingException.of("maxComponents", "must be positive", maxComponents);
      }
      if (maxRows < 1) {
        throw InvalidSettingException.of("maxRows", "must be positive", maxRows);
      }
    }

    @Override
    public String name() {
      return "gaussian-mixture";
    }

    /** Each distinct condition has rows of its own only where all fields are categories. */
    @Override
    public void requireFits(ConditionSchema schema) {
      for (Field field : schema.fields()) {
        if (!(field instanceof CategoryField)) {
          throw InvalidSettingException.of(
              "sampler " + name(),
              "must have conditions of categories alone (use a learned prior for others)",
              field);
        }
      }
    }

    /**
     * How many rows some condition must have for a mixture to be fitted to it: 20, or where not all
     * rows are kept, so many that 20 of them will be.
     *
     * @param size how many rows the data has
     * @return the number of rows
     */
    public long fewestRows(long size) {
      return size <= maxRows
          ? AggregatedPosterior.FEWEST_ROWS
          : (long) Math.ceil(2.0 * AggregatedPosterior.FEWEST_ROWS * size / maxRows);
    }

    /**
     * The same with at most so many components a mixture; 1, 2, 4 and so on up to it are tried.
     *
     * @param maxComponents at least 1; 16 by default
     * @return a new sampler
     */
    public MixtureSampler maxComponents(int maxComponents) {
      return new MixtureSampler(maxComponents, maxRows, seed);
    }

    /**
     * The same fitted to about so many rows at most, which are kept in memory, as many floats each
     * as the model has latents.
     *
     * @param maxRows at least 1; 100,000 by default
     * @return a new sampler
     */
    public MixtureSampler maxRows(int maxRows) {
      return new MixtureSampler(maxComponents, maxRows, seed);
    }

    /**
     * The same with another seed.
     *
     * @param seed any number; 0 by default
     * @return a new sampler
     */
    public MixtureSampler seed(long seed) {
      return new MixtureSampler(maxComponents, maxRows, seed);
    }
  }
}
