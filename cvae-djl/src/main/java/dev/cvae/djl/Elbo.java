package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The objective: the evidence lower bound (Kingma &amp; Welling 2014, equation 3; conditional:
 * Sohn, Lee &amp; Yan 2015, equation 4) with one z per example,
 *
 * <pre>ELBO = E_q[log p(x|z,c)] − KL(q(z|x,c) ‖ p(z|c)),</pre>
 *
 * in nats: summed over features and latents, one value an example.
 *
 * @param logLikelihood log p(x|z,c), (batch)
 * @param kl KL(q(z|x,c) ‖ p(z|c)), (batch)
 */
record Elbo(NDArray logLikelihood, NDArray kl) {

  static Elbo of(Model model, NDArray x, @Nullable NDArray c, NDArray noise, boolean training) {
    DiagonalNormal posterior = model.encoder().posterior(x, c, training); // q(z|x,c)
    NDArray z = posterior.sample(noise); //                                   μ + σ ⊙ ε
    Likelihood likelihood = model.decoder().likelihood(z, c, training); //    p(x|z,c)
    return new Elbo(likelihood.logProbability(x), model.prior().klFrom(posterior));
  }

  /** What a fit minimises: −ELBO, averaged over the batch; a scalar. */
  NDArray loss() {
    return logLikelihood.sub(kl).mean().neg();
  }
}
