package dev.cvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a model uses its latents on some data, in four figures; {@link LatentDiagnostics} has those
 * of each. Rows count once, whatever their weights.
 *
 * @param active how many latents depend on x, those with an activity above {@link
 *     LatentDiagnostics#ACTIVE}
 * @param latents how many there are
 * @param kl KL(q(z|x,c) ‖ p(z|c)) in nats per example
 * @param mismatch how far the aggregated posterior is from the prior, by means and variances, in
 *     nats, summed over latents
 */
public record LatentSummary(int active, int latents, double kl, double mismatch) {
  /** A KL below it, in nats per example, says next to nothing of x. */
  private static final double SILENT = 0.1;

  /** A mismatch above it, in nats, shows in what is generated. */
  private static final double FAR = 1;

  /**
   * Whether the posterior has collapsed: z says nothing of x, and the decoder does without it.
   *
   * @return true if no latent is active, or the KL is below 0.1 nats
   */
  public boolean isCollapsed() {
    return active == 0 || kl < SILENT;
  }

  /**
   * What looks wrong, in words, and what to try.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(warningsWithSampler());
    if (mismatch > FAR) {
      warnings.add(
          format(
              "the aggregated posterior is %.1f nats from the prior: z drawn from the prior lie"
                  + " where the decoder has seen few. Try a learned prior, a sampler fitted after"
                  + " the fit, or a greater beta.",
              mismatch));
    }
    return warnings;
  }

  /**
   * The same of a model with a fitted sampler, which draws z where the aggregated posterior lies:
   * that one's distance from the prior is no trouble then.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warningsWithSampler() {
    return isCollapsed()
        ? List.of(
            format(
                "the posterior has collapsed: %d of %d latents are active, KL %.2f nats, so that z"
                    + " says nothing of x. Try KL warm-up, free bits, a smaller beta, more epochs,"
                    + " or a weaker decoder.",
                active, latents, kl))
        : List.of();
  }

  /** For people: {@code 14 of 20 latents active, KL 25.31 nats, aggregated posterior ...}. */
  @Override
  public String toString() {
    return format(
        "%d of %d latents active, KL %.2f nats, aggregated posterior %.2f nats from the prior",
        active, latents, kl, mismatch);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
