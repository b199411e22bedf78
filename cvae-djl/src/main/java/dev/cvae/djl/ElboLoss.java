package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.objective.KlWeight;
import org.jspecify.annotations.Nullable;

/**
 * −E_q[log p(x|z,c)] + β KL(q(z|x,c) ‖ p(z|c)) (Higgins et al. 2017, equation 4); with β = 1,
 * −ELBO.
 *
 * @param beta over the course of the fit
 * @param freeBits λ: the KL's terms, averaged over the batch, count for max(λ, KL_j) each (Kingma
 *     et al. 2016, equation 15)
 */
record ElboLoss(KlWeight beta, double freeBits) implements Loss {
  @Override
  public Value of(
      Model model, NDArray x, @Nullable NDArray c, NDArray noise, double epochs, BatchMean mean) {
    Elbo elbo = Elbo.of(model, x, c, noise, true);
    return new Value(of(elbo, epochs, mean), elbo);
  }

  NDArray of(Elbo elbo, double epochs, BatchMean mean) {
    NDArray kl = freeBits > 0 ? aboveFreeBits(elbo, mean) : mean.of(elbo.kl());
    double weight = beta.at(epochs);
    NDArray weighted = weight == 1 ? kl : kl.mul(Constant.of((float) weight, kl));
    return mean.of(elbo.logLikelihood()).sub(weighted).neg();
  }

  private NDArray aboveFreeBits(Elbo elbo, BatchMean mean) {
    NDArray terms = mean.ofEachColumn(elbo.klTerms()); // (latent)
    return terms.maximum(Constant.of((float) freeBits, terms)).sum();
  }
}
