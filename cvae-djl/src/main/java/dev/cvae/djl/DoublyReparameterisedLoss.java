package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The importance-weighted bound with the gradients of Tucker et al. (2019, equation 8). With w̃ = w
 * / Σ w as numbers, and log w not following the posterior's own parameters,
 *
 * <pre>
 * decoder and prior: Σ w̃  ∂ log w / ∂θ
 * encoder:           Σ w̃² ∂ log w / ∂z ∂z/∂φ
 * </pre>
 *
 * The loss is −Σ w̃ log w at z that carry w̃ of their gradient; its value is not the bound's.
 */
record DoublyReparameterisedLoss() implements Loss {
  @Override
  public Value of(
      Model model, NDArray x, @Nullable NDArray c, NDArray noise, double epochs, BatchMean mean) {
    Draws draws = Draws.of(x, noise);
    DiagonalNormal posterior = draws.each(model.encoder().posterior(x, c, true));
    DiagonalNormal fixed = posterior.stopGradient();
    NDArray z = posterior.sample(noise);
    NDArray fixedZ = z.stopGradient();
    ImportanceWeights weights = ImportanceWeights.at(fixedZ, fixed, draws, model, x, c, true);
    NDArray share = weights.normalised().stopGradient(); //              w̃, (batch, k)
    NDArray shareOfZ = share.reshape(-1, 1); //                          (batch · k, 1)
    NDArray carrying = fixedZ.add(z.sub(fixedZ).mul(shareOfZ)); //       z, with w̃ of its gradient
    NDArray log = ImportanceWeights.at(carrying, fixed, draws, model, x, c, true).log();
    NDArray loss = mean.of(log.mul(share).sum(new int[] {1})).neg();
    return new Value(loss, weights.elbo());
  }
}
