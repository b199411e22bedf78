package dev.cvae.objective;

import dev.cvae.error.InvalidSettingException;

/**
 * What a fit maximises: a bound on log p(x|c), and how its KL is weighed.
 *
 * <pre>{@code
 * Objective.elbo()                                            // the default
 * Objective.elbo().beta(4)                                    // β-VAE
 * Objective.elbo().klWeight(new KlWeight.Linear(1, 10))       // warm-up over ten epochs
 * Objective.elbo().freeBits(0.1)                              // a tenth of a nat each latent is free
 * Objective.iwae(5)                                           // five z an example, importance-weighted
 * Objective.dreg(5)                                           // the same bound, with better gradients
 * }</pre>
 *
 * <p>Figures that are reported (listener, history, evaluations) are always the ELBO and its two
 * terms, unweighted.
 *
 * @param bound which
 * @param samples how many z are drawn for each example at each step, 1 to 10,000
 * @param klWeight β; {@link KlWeight#ONE} unless the bound is the ELBO
 * @param freeBits λ, nats that each latent's KL, averaged over a batch, has for free, 0 or more: Σ
 *     max(λ, KL_j) takes the place of the KL (Kingma et al. 2016, equation 15); 0 unless the bound
 *     is the ELBO
 */
public record Objective(Bound bound, int samples, KlWeight klWeight, double freeBits) {
  private static final int MOST_SAMPLES = 10_000;

  /** Bounds on log p(x|c). */
  public enum Bound {
    /** E_q[log p(x|z,c)] − KL(q(z|x,c) ‖ p(z|c)) (Kingma &amp; Welling 2014, equation 3). */
    ELBO,
    /**
     * E[log 1/k Σ w_i], w = p(x|z,c) p(z|c) / q(z|x,c), for k draws of z (Burda, Grosse &amp;
     * Salakhutdinov 2016, equation 8); by reparameterisation.
     */
    IWAE,
    /**
     * The same bound with the encoder's gradient doubly reparameterised, which does not lose its
     * signal as k grows (Tucker et al. 2019, equation 8).
     */
    DREG
  }

  /** Checks the ranges, and what goes together. */
  public Objective {
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw InvalidSettingException.of("samples", "must be 1 to " + MOST_SAMPLES, samples);
    }
    if (!(freeBits >= 0 && freeBits < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of("freeBits", "must be finite and not negative", freeBits);
    }
    if (bound != Bound.ELBO && !(klWeight.equals(KlWeight.ONE) && freeBits == 0)) {
      throw InvalidSettingException.of(
          "klWeight and freeBits",
          "must be left alone with " + bound + ", which has no KL to weigh",
          klWeight + ", " + freeBits);
    }
  }

  /**
   * The ELBO with one z an example; the article's.
   *
   * @return the objective
   */
  public static Objective elbo() {
    return new Objective(Bound.ELBO, 1, KlWeight.ONE, 0);
  }

  /**
   * The importance-weighted bound.
   *
   * @param samples k, how many z an example
   * @return the objective
   */
  public static Objective iwae(int samples) {
    return new Objective(Bound.IWAE, samples, KlWeight.ONE, 0);
  }

  /**
   * The importance-weighted bound with doubly reparameterised gradients.
   *
   * @param samples k, how many z an example
   * @return the objective
   */
  public static Objective dreg(int samples) {
    return new Objective(Bound.DREG, samples, KlWeight.ONE, 0);
  }

  /**
   * The same with a constant weight of the KL.
   *
   * @param beta β, 0 or more
   * @return a new objective
   */
  public Objective beta(double beta) {
    return klWeight(new KlWeight.Constant(beta));
  }

  /**
   * The same with another weight of the KL.
   *
   * @param weight β over the course of the fit
   * @return a new objective
   */
  public Objective klWeight(KlWeight weight) {
    return new Objective(bound, samples, weight, freeBits);
  }

  /**
   * The same with free bits.
   *
   * @param nats λ, 0 or more; for priors that factorise
   * @return a new objective
   */
  public Objective freeBits(double nats) {
    return new Objective(bound, samples, klWeight, nats);
  }

  /**
   * The same with another number of z an example: the ELBO's terms are averaged over them, the
   * importance-weighted bound tightens with them.
   *
   * @param count 1 to 10,000
   * @return a new objective
   */
  public Objective samples(int count) {
    return new Objective(bound, count, klWeight, freeBits);
  }

  /** For people: {@code ELBO, 5 samples, beta from 0 to 1.0 over 10.0 epochs}. */
  @Override
  public String toString() {
    return bound
        + (samples == 1 ? "" : ", " + samples + " samples")
        + (klWeight.equals(KlWeight.ONE) ? "" : ", " + klWeight)
        + (freeBits == 0 ? "" : ", free bits of %s nats".formatted(freeBits));
  }
}
