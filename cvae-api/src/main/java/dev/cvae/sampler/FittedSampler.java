package dev.cvae.sampler;

import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidDataException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sampler that has been fitted to a model and data: a density of the active latents for each
 * condition it knows. Saved with the model; a request names it.
 *
 * <p>Latents that are not active are left to the prior, and so are conditions that the data had in
 * fewer than 20 rows or not at all.
 *
 * <p>Immutable; any thread may use it.
 */
public final class FittedSampler {
  private final String name;
  private final int latent;
  private final int[] active;
  private final Map<Condition, GaussianMixture> mixtures = new LinkedHashMap<>();

  /**
   * A sampler with given parts.
   *
   * @param name by which a request asks for it
   * @param latent the model's latent size
   * @param active the latents that are sampled, ascending
   * @param conditions the conditions it knows, at least one
   * @param mixtures one a condition, each with as many dimensions as there are active latents
   * @throws InvalidDataException if the parts do not fit together
   */
  public FittedSampler(
      String name,
      int latent,
      int[] active,
      List<Condition> conditions,
      List<GaussianMixture> mixtures) {
    checkActive(active, latent);
    if (conditions.isEmpty() || conditions.size() != mixtures.size()) {
      throw new InvalidDataException(
          "sampler %s must have a mixture for each of its conditions, had %d for %d"
              .formatted(name, mixtures.size(), conditions.size()));
    }
    this.name = name;
    this.latent = latent;
    this.active = active.clone();
    for (int i = 0; i < conditions.size(); i++) {
      if (mixtures.get(i).dimensions() != active.length) {
        throw new InvalidDataException(
            "sampler %s must have mixtures of %d dimensions, that of %s has %d"
                .formatted(name, active.length, conditions.get(i), mixtures.get(i).dimensions()));
      }
      this.mixtures.put(conditions.get(i), mixtures.get(i));
    }
  }

  /**
   * The name by which a request asks for it.
   *
   * @return such as {@code "gaussian-mixture"}
   */
  public String name() {
    return name;
  }

  /**
   * The model's latent size.
   *
   * @return 1 or more
   */
  public int latent() {
    return latent;
  }

  /**
   * The latents that are sampled; the others are left to the prior.
   *
   * @return a new array, ascending
   */
  public int[] active() {
    return active.clone();
  }

  /**
   * The conditions that have a mixture; others are left to the prior.
   *
   * @return in the order of the data; immutable
   */
  public List<Condition> conditions() {
    return List.copyOf(mixtures.keySet());
  }

  /**
   * The density of the active latents under a condition.
   *
   * @param condition any
   * @return the mixture, or empty if the condition is left to the prior
   */
  public Optional<GaussianMixture> mixture(Condition condition) {
    return Optional.ofNullable(mixtures.get(condition));
  }

  /**
   * Draws the active latents of one row in place of the prior's.
   *
   * @param condition of the row, as the model's schema writes it
   * @param choice picks the mixture's component; uniform in (0, 1)
   * @param noise ε, one a latent, of which those of the active ones are used
   * @param z what the prior drew, which may be the noise itself; the active latents are
   *     overwritten, unless the condition is left to the prior
   */
  public void sample(Condition condition, double choice, float[] noise, float[] z) {
    GaussianMixture mixture = mixtures.get(condition);
    if (mixture == null) {
      return;
    }
    float[] activeNoise = new float[active.length];
    for (int i = 0; i < active.length; i++) {
      activeNoise[i] = noise[active[i]];
    }
    float[] drawn = mixture.sample(choice, activeNoise);
    for (int i = 0; i < active.length; i++) {
      z[active[i]] = drawn[i];
    }
  }

  @Override
  public String toString() {
    return "%s of %d conditions on %d of %d latents, %d components in all"
        .formatted(
            name,
            mixtures.size(),
            active.length,
            latent,
            mixtures.values().stream().mapToInt(GaussianMixture::components).sum());
  }

  private static void checkActive(int[] active, int latent) {
    for (int i = 0; i < active.length; i++) {
      if (active[i] < (i == 0 ? 0 : active[i - 1] + 1) || active[i] >= latent) {
        throw new InvalidDataException(
            "active latents must ascend within 0..%d, were %s"
                .formatted(latent - 1, Arrays.toString(active)));
      }
    }
  }
}
