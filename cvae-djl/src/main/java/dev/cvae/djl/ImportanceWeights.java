package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The importance weights of several z an example, as logarithms (Burda, Grosse &amp; Salakhutdinov
 * 2016, section 3):
 *
 * <pre>log w = log p(x|z,c) + log p(z|c) − log q(z|x,c);</pre>
 *
 * log of their mean is a bound on log p(x|c) that tightens with their number. Each (batch, k), in
 * nats.
 *
 * @param logLikelihood log p(x|z,c)
 * @param logPrior log p(z|c)
 * @param logPosterior log q(z|x,c)
 */
record ImportanceWeights(NDArray logLikelihood, NDArray logPrior, NDArray logPosterior) {
  /** The weights at z = μ + σ ⊙ ε; the arguments are those of {@link Elbo#of}. */
  static ImportanceWeights of(
      Model model, NDArray x, @Nullable NDArray c, NDArray noise, boolean training) {
    Draws draws = Draws.of(x, noise);
    DiagonalNormal posterior = draws.each(model.encoder().posterior(x, c, training));
    return at(posterior.sample(noise), posterior, draws, model, x, c, training);
  }

  /** The weights at given z, (batch · k, latent), of a posterior of each. */
  static ImportanceWeights at(
      NDArray z,
      DiagonalNormal posterior,
      Draws draws,
      Model model,
      NDArray x,
      @Nullable NDArray c,
      boolean training) {
    LatentDistribution prior = model.prior().given(x.getManager(), c, training).each(draws);
    Likelihood likelihood = model.decoder().likelihood(z, draws.eachIfAny(c), training);
    return new ImportanceWeights(
        draws.byExample(likelihood.logProbability(draws.each(x))),
        draws.byExample(prior.logProbability(z)),
        draws.byExample(posterior.logProbability(z)));
  }

  /** log w, (batch, k). */
  NDArray log() {
    return logLikelihood.add(logPrior).sub(logPosterior);
  }

  /** w / Σ w, each example's adding up to 1, (batch, k). */
  NDArray normalised() {
    return log().softmax(1);
  }

  /** The ELBO's terms at the same z, for reports. */
  Elbo elbo() {
    int[] z = {1};
    NDArray kl = logPosterior.sub(logPrior).mean(z, true); // (batch, 1)
    return new Elbo(logLikelihood.mean(z), kl);
  }
}
