package dev.cvae.training;

import java.util.Locale;

/**
 * The evidence lower bound and its terms on some data, in nats per example: summed over features
 * and latents, averaged over examples.
 *
 * <p>ELBO = E_q[log p(x|z,c)] − KL(q(z|x,c) ‖ p(z|c)) (Kingma &amp; Welling 2014, equation 3; with
 * c, Sohn, Lee &amp; Yan 2015, equation 4), with one z per example.
 *
 * @param examples how many examples were averaged over
 * @param logLikelihood E_q[log p(x|z,c)], constants included
 * @param kl KL(q(z|x,c) ‖ p(z|c)), 0 or more up to rounding
 * @param reconstruction the reconstruction loss as its name says: BCE, or ½‖x − f‖² for MSE. It is
 *     {@code -logLikelihood} but for the likelihood's constant, which is 0 for BCE and −D/2 log 2π
 *     for MSE with D features
 */
public record Evaluation(long examples, double logLikelihood, double kl, double reconstruction) {
  /**
   * The bound on log p(x|c).
   *
   * @return {@code logLikelihood - kl}; the greater the better
   */
  public double elbo() {
    return logLikelihood - kl;
  }

  /**
   * The constant of the likelihood: what the reconstruction loss leaves out of −log p(x|z,c), so
   * that {@code -elbo() = reconstruction + kl + constant()}.
   *
   * @return nats per example; 0 for BCE
   */
  public double constant() {
    return -logLikelihood - reconstruction;
  }

  /**
   * Whether people need to see the constant.
   *
   * @return true if two decimals show it
   */
  public boolean hasConstant() {
    return Math.abs(constant()) >= 0.005;
  }

  /** For people: {@code -ELBO 101.80 = reconstruction 85.50 + KL 16.30 nats}. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT, "-ELBO %.2f = reconstruction %.2f + KL %.2f", -elbo(), reconstruction, kl)
        + (hasConstant() ? String.format(Locale.ROOT, " + constant %.2f", constant()) : "")
        + " nats";
  }
}
