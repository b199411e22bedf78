package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidSettingException;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * What to generate: a condition per row and, if wanted, a seed, and draws instead of means.
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

  private GenerationRequest(List<Condition> conditions, OptionalLong seed, boolean draws) {
    this.conditions = conditions;
    this.seed = seed;
    this.draws = draws;
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
    return new GenerationRequest(
        Collections.nCopies(count, condition), OptionalLong.empty(), false);
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
    return new GenerationRequest(List.copyOf(conditions), OptionalLong.empty(), false);
  }

  /**
   * The same with a seed: row i then has the same z whenever, and however many rows are asked for.
   *
   * @param seed any number
   * @return a new request
   */
  public GenerationRequest seed(long seed) {
    return new GenerationRequest(conditions, OptionalLong.of(seed), draws);
  }

  /**
   * The same with draws from p(x|z,c) in place of its mean: black or white pixels under BCE, noise
   * with σ = 1 under MSE.
   *
   * @return a new request
   */
  public GenerationRequest draws() {
    return new GenerationRequest(conditions, seed, true);
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
}
