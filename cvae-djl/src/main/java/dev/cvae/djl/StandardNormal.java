package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** The prior N(0, I). */
final class StandardNormal implements LatentPrior {

  /** ½ Σ (μ² + σ² − 1 − log σ²) (Kingma &amp; Welling 2014, appendix B). */
  @Override
  public NDArray klFrom(DiagonalNormal posterior) {
    NDArray mean = posterior.mean();
    NDArray logVariance = posterior.logVariance();
    NDArray half = Constant.of(0.5f, mean);
    return mean.square()
        .add(logVariance.exp())
        .sub(1f)
        .sub(logVariance)
        .sum(new int[] {1})
        .mul(half);
  }
}
