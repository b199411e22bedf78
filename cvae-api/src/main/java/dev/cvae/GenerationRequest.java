package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.Sampler;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to generate: a condition per row and, if wanted, a seed, draws instead of means, and where
 * the latents come from.
 *
 * <pre>{@code
 * model.generate(GenerationRequest.of(Condition.label(7), 100).seed(1).draws());
 * }</pre>
 *
 * <p>Immutable: each method returns a new request.
 */
public final class GenerationRequest {
  private final List<Condition> conditions;
  private final OptionalLong seed;
  private final boolean draws;
  private final double temperature;
  private final double truncation; // infinite: none
  private final Optional<String> sampler; // empty: the model's default

  private GenerationRequest(
      List<Condition> conditions,
      OptionalLong seed,
      boolean draws,
      double temperature,
      double truncation,
      Optional<String> sampler) {
    this.conditions = conditions;
    this.seed = seed;
    this.draws = draws;
    this.temperature = temperature;
    this.truncation = truncation;
    this.sampler = sampler;
  }

  private static GenerationRequest of(List<Condition> conditions, OptionalLong seed) {
    return new GenerationRequest(
        conditions, seed, false, 1, Double.POSITIVE_INFINITY, Optional.empty());
  }

  /**
   * Some rows under one condition.
   *
   * @param condition of all rows
   * @param count how many rows, at least 1
   * @return the request
   */
  public static GenerationRequest of(Condition condition, int count) {
    if (count < 1) {
      throw InvalidSettingException.of("count", "must be positive", count);
    }
    return of(Collections.nCopies(count, condition), OptionalLong.empty());
  }

  /**
   * One row for each condition.
   *
   * @param conditions at least one
   * @return the request
   */
  public static GenerationRequest of(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      throw InvalidSettingException.of("conditions", "must have one a row", "an empty list");
    }
    return of(List.copyOf(conditions), OptionalLong.empty());
  }

  /**
   * The same with a seed: row i then has the same z whenever, and however many rows are asked for.
   *
   * @param seed any number
   * @return a new request
   */
  public GenerationRequest seed(long seed) {
    return new GenerationRequest(
        conditions, OptionalLong.of(seed), draws, temperature, truncation, sampler);
  }

  /**
   * The same with draws from p(x|z,c) in place of its mean: black or white pixels under BCE, noise
   * with σ = 1 under MSE, in the units of the scaled data.
   *
   * @return a new request
   */
  public GenerationRequest draws() {
    return new GenerationRequest(conditions, seed, true, temperature, truncation, sampler);
  }

  /**
   * The same with more or less variety: the noise that z is made of is multiplied by this. Below 1,
   * rows are nearer to the typical and more like each other.
   *
   * @param factor finite, 0 or more; 1 if not given; at 0 all rows of a condition are alike, or,
   *     where z is drawn from a mixture, those of a component
   * @return a new request
   */
  public GenerationRequest temperature(double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of("temperature", "must be finite and not negative", factor);
    }
    return new GenerationRequest(conditions, seed, draws, factor, truncation, sampler);
  }

  /**
   * The same without far-fetched rows: each number of the noise that z is made of is drawn given
   * that it lies within a bound (the truncation trick of Brock, Donahue &amp; Simonyan 2019).
   *
   * @param bound in standard deviations, positive; 2 leaves out 4.6 % of N(0, 1)
   * @return a new request
   */
  public GenerationRequest truncation(double bound) {
    if (!(bound > 0)) {
      throw InvalidSettingException.of("truncation", "must be positive", bound);
    }
    return new GenerationRequest(conditions, seed, draws, temperature, bound, sampler);
  }

  /**
   * The same with latents from the model's prior or from the sampler that was fitted to it; the
   * latter is the default where there is one.
   *
   * @param name {@code "prior"} or the fitted one's, such as {@code "gaussian-mixture"}
   * @return a new request
   */
  public GenerationRequest sampler(String name) {
    return new GenerationRequest(
        conditions, seed, draws, temperature, truncation, Optional.of(name));
  }

  /**
   * The same with latents from the model's prior, {@link Sampler#PRIOR}, or from the sampler that
   * was fitted to it.
   *
   * @param choice only its name counts
   * @return a new request
   */
  public GenerationRequest sampler(Sampler choice) {
    return sampler(choice.name());
  }

  List<Condition> conditions() {
    return conditions;
  }

  OptionalLong seed() {
    return seed;
  }

  boolean wantsDraws() {
    return draws;
  }

  Optional<String> sampler() {
    return sampler;
  }

  /** The noise of one row, ε times the temperature; filled from a position of a stream. */
  void noise(RandomStream random, long position, float[] out) {
    boolean truncated = truncation < Double.POSITIVE_INFINITY;
    for (int i = 0; i < out.length; i++) {
      float epsilon =
          truncated
              ? random.truncatedNormal(position + i, truncation)
              : random.normal(position + i);
      out[i] = temperature == 1 ? epsilon : (float) (temperature * epsilon);
    }
  }
}
