package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** N(0, I), the same for each row. */
record StandardNormal() implements LatentDistribution {
  /** −½ Σ z² + log 2π. */
  @Override
  public NDArray logProbability(NDArray z) {
    NDArray terms = z.square().add((float) Math.log(2 * Math.PI));
    return terms.sum(new int[] {1}).mul(Constant.of(-0.5f, terms));
  }

  /** ½ (μ² + σ² − 1 − log σ²) for each latent (Kingma &amp; Welling 2014, appendix B). */
  @Override
  public NDArray klFrom(DiagonalNormal posterior, NDArray z) {
    NDArray mean = posterior.mean();
    NDArray logVariance = posterior.logVariance();
    NDArray half = Constant.of(0.5f, mean);
    return mean.square().add(logVariance.exp()).sub(1f).sub(logVariance).mul(half);
  }

  @Override
  public NDArray sample(NDArray uniform, NDArray noise) {
    return noise;
  }

  @Override
  public StandardNormal each(Draws draws) {
    return this;
  }
}
