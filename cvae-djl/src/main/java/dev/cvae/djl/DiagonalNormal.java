package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.architecture.Normal;

/**
 * Independent normal distributions N(μ, σ²), a row of them for each example: what the encoder says
 * of z, and what a learned prior says.
 *
 * @param mean μ, (rows, latent)
 * @param logVariance log σ², (rows, latent)
 */
record DiagonalNormal(NDArray mean, NDArray logVariance) implements LatentDistribution {
  /** What layers say. */
  static DiagonalNormal of(Normal<NDArray> normal) {
    return new DiagonalNormal(normal.mean(), normal.logVariance());
  }

  /**
   * z = μ + σ ⊙ ε for noise ε from N(0, I) (Kingma &amp; Welling 2014, section 2.4); (rows,
   * latent).
   */
  NDArray sample(NDArray noise) {
    NDArray half = Constant.of(0.5f, logVariance);
    return mean.add(logVariance.mul(half).exp().mul(noise));
  }

  @Override
  public NDArray sample(NDArray uniform, NDArray noise) {
    return sample(noise);
  }

  /** −½ Σ (z − μ)² / σ² + log σ² + log 2π. */
  @Override
  public NDArray logProbability(NDArray z) {
    NDArray squares = z.sub(mean).square().mul(logVariance.neg().exp());
    NDArray terms = squares.add(logVariance).add((float) Math.log(2 * Math.PI));
    return terms.sum(new int[] {1}).mul(Constant.of(-0.5f, terms));
  }

  /** ½ (((μ_q − μ)² + σ_q²) / σ² − 1 − log σ_q² + log σ²) for each latent. */
  @Override
  public NDArray klFrom(DiagonalNormal posterior, NDArray z) {
    NDArray distance = posterior.mean().sub(mean).square().add(posterior.logVariance().exp());
    NDArray logRatio = posterior.logVariance().sub(logVariance);
    NDArray half = Constant.of(0.5f, distance);
    return distance.mul(logVariance.neg().exp()).sub(1f).sub(logRatio).mul(half);
  }

  @Override
  public DiagonalNormal each(Draws draws) {
    return draws.each(this);
  }

  /** The same values, through which no gradient goes. */
  DiagonalNormal stopGradient() {
    return new DiagonalNormal(mean.stopGradient(), logVariance.stopGradient());
  }
}
