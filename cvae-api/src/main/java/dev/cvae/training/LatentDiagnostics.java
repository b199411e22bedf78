package dev.cvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** A KL below it, in nats per example, says next to nothing of x. */
  private static final double SILENT = 0.1;

  /** A mismatch above it, in nats, shows in what is generated. */
  private static final double FAR = 1;

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
   * Whether the posterior has collapsed: z says nothing of x, and the decoder does without it.
   *
   * @return true if no latent is active, or the KL is below 0.1 nats
   */
  public boolean isCollapsed() {
    return activeUnits() == 0 || kl < SILENT;
  }

  /**
   * What looks wrong, in words, and what to try.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isCollapsed()) {
      warnings.add(
          format(
              "the posterior has collapsed: %d of %d latents are active, KL %.2f nats, so that z"
                  + " says nothing of x. Try KL warm-up, free bits, a smaller beta, more epochs, or"
                  + " a weaker decoder.",
              activeUnits(), latents.size(), kl));
    }
    if (mismatch() > FAR) {
      warnings.add(
          format(
              "the aggregated posterior is %.1f nats from the prior: z drawn from the prior lie"
                  + " where the decoder has seen few. Try a learned prior, a sampler fitted after"
                  + " the fit, or a greater beta.",
              mismatch()));
    }
    return warnings;
  }

  /** For people: {@code 14 of 20 latents active, KL 25.31 nats, aggregated posterior ...}. */
  @Override
  public String toString() {
    return format(
        "%d of %d latents active, KL %.2f nats, aggregated posterior %.2f nats from the prior",
        activeUnits(), latents.size(), kl, mismatch());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
