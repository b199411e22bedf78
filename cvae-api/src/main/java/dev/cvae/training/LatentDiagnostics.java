package dev.cvae.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a model uses its latents on some data.
 *
 * @param latents the figures of each latent, in order
 * @param kl KL(q(z|x,c) ‖ p(z|c)) in nats per example
 */
public record LatentDiagnostics(List<Latent> latents, double kl) {
  /** The activity above which a latent counts as active (Burda et al. 2016, section 5.2). */
  public static final double ACTIVE = 0.01;

  /**
   * The figures of one latent.
   *
   * @param activity the variance over the data of the posterior's mean: Var_x E_q[z] (Burda, Grosse
   *     &amp; Salakhutdinov 2016, section 5.2). In a conditional model c may move it, too
   * @param kl its part of the KL in nats per example; empty for a prior that is no product over
   *     latents
   * @param mismatch KL(N(m, s²) ‖ N(m₀, s₀²)) in nats, with mean and variance of the aggregated
   *     posterior q(z) = E_x q(z|x,c), and of the prior: 0 where those agree. A lower bound on what
   *     the two differ by only if both are normal
   */
  public record Latent(double activity, OptionalDouble kl, double mismatch) {
    /**
     * Whether it depends on x at all.
     *
     * @return true if the activity is above {@link #ACTIVE}
     */
    public boolean isActive() {
      return activity > ACTIVE;
    }
  }

  /** Copies the list. */
  public LatentDiagnostics {
    latents = List.copyOf(latents);
  }

  /**
   * How many latents are active.
   *
   * @return 0 to the latent size
   */
  public int activeUnits() {
    return (int) latents.stream().filter(Latent::isActive).count();
  }

  /**
   * How far the aggregated posterior is from the prior, by means and variances.
   *
   * @return nats, summed over latents
   */
  public double mismatch() {
    return latents.stream().mapToDouble(Latent::mismatch).sum();
  }

  /**
   * The same in short.
   *
   * @return the sums over latents
   */
  public LatentSummary summary() {
    return new LatentSummary(activeUnits(), latents.size(), kl, mismatch());
  }

  /**
   * Whether the posterior has collapsed: z says nothing of x, and the decoder does without it.
   *
   * @return true if no latent is active, or the KL is below 0.1 nats
   */
  public boolean isCollapsed() {
    return summary().isCollapsed();
  }

  /**
   * What looks wrong, in words, and what to try.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warnings() {
    return summary().warnings();
  }

  /**
   * The same of a model with a fitted sampler, which draws z where the aggregated posterior lies:
   * that one's distance from the prior is no trouble then.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warningsWithSampler() {
    return summary().warningsWithSampler();
  }

  /** For people: {@code 14 of 20 latents active, KL 25.31 nats, aggregated posterior ...}. */
  @Override
  public String toString() {
    return summary().toString();
  }
}
