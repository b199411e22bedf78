package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * The density on [0, 1] proportional to e^(l x) (Loaiza-Ganem &amp; Cunningham 2019): l (x − ½) −
 * log(sinh(l/2) / (l/2)).
 */
record ContinuousBernoulliLikelihood(NDArray logits) implements Likelihood {
  /** Up to it, for |l/2|, series take the place of quotients that lose digits. */
  private static final float SMALL = 0.05f;

  @Override
  public NDArray logProbabilities(NDArray x) {
    NDArray centred = x.sub(0.5f);
    return logits.mul(centred).sub(logSinhc(half()));
  }

  private NDArray half() {
    return logits.mul(Constant.of(0.5f, logits));
  }

  /** log(sinh(y) / y) = a + log(1 − e^(−2a)) − log(2a) for a = |y|; y²/6 − y⁴/180 if y is small. */
  private static NDArray logSinhc(NDArray y) {
    NDArray small = y.abs().lte(SMALL);
    NDArray a =
        NDArrays.where(small, y.onesLike(), y.abs()); // no division by zero, not even unused
    NDArray twice = a.add(a);
    NDArray large = a.add(twice.neg().exp().neg().add(1f).log()).sub(twice.log());
    NDArray square = y.square();
    NDArray series =
        square.mul(Constant.of(1 / 6f, y)).sub(square.square().mul(Constant.of(1 / 180f, y)));
    return NDArrays.where(small, series, large);
  }

  /** ½ + ½ coth(l/2) − 1/l; ½ + l/12 − l³/720 if l is small. */
  @Override
  public NDArray mean() {
    NDArray y = half();
    NDArray small = y.abs().lte(SMALL);
    NDArray safe = NDArrays.where(small, y.onesLike(), y);
    NDArray one = y.onesLike();
    NDArray large = one.div(safe.tanh()).sub(one.div(safe)).mul(0.5f);
    NDArray series = y.div(6f).sub(y.pow(3f).div(90f));
    return NDArrays.where(small, series, large).add(0.5f);
  }

  @Override
  public NDArray parameters() {
    return logits;
  }
}
