package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The evidence lower bound (Kingma &amp; Welling 2014, equation 3; conditional: Sohn, Lee &amp; Yan
 * 2015, equation 4),
 *
 * <pre>ELBO = E_q[log p(x|z,c)] − KL(q(z|x,c) ‖ p(z|c)),</pre>
 *
 * in nats: summed over features and latents, one value an example; the expectation over one z an
 * example or more.
 *
 * @param logLikelihood log p(x|z,c), averaged over an example's z, (batch)
 * @param klTerms KL(q(z|x,c) ‖ p(z|c)), a figure for each latent that has one of its own, (batch,
 *     latent), else (batch, 1)
 */
record Elbo(NDArray logLikelihood, NDArray klTerms) {
  /**
   * The bound at z = μ + σ ⊙ ε.
   *
   * @param x (batch, features)
   * @param c (batch, condition width), or null without condition
   * @param noise ε from N(0, I), (batch · z an example, latent)
   */
  static Elbo of(Model model, NDArray x, @Nullable NDArray c, NDArray noise, boolean training) {
    return of(model, model.encoder().posterior(x, c, training), x, c, noise, training);
  }

  /** The bound with a posterior q(z|x,c) that is known. */
  static Elbo of(
      Model model,
      DiagonalNormal posterior,
      NDArray x,
      @Nullable NDArray c,
      NDArray noise,
      boolean training) {
    Draws draws = Draws.of(x, noise);
    LatentDistribution prior = model.prior().given(x.getManager(), c, training); // p(z|c)
    NDArray z = draws.each(posterior).sample(noise); //                             μ + σ ⊙ ε
    Likelihood likelihood =
        model.decoder().likelihood(z, draws.eachIfAny(c), training); //             p(x|z,c)
    NDArray logLikelihood = draws.mean(likelihood.logProbability(draws.each(x)));
    return new Elbo(logLikelihood, prior.klFrom(posterior, z));
  }

  /** KL(q(z|x,c) ‖ p(z|c)), (batch). */
  NDArray kl() {
    return klTerms.sum(new int[] {1});
  }
}
