package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import dev.cvae.likelihood.DiscretisedLogistic;

/**
 * Logistic variables rounded to 256 levels (Salimans et al. 2017, section 2.1): the logarithm of
 * F(a) − F(b) = F(a) (1 − F(b)) (1 − e^(b − a)), without the factors that an edge does not have.
 *
 * @param centre μ, (rows, features)
 * @param logScale log s, (rows, features)
 */
record DiscretisedLogisticLikelihood(NDArray centre, NDArray logScale) implements Likelihood {
  private static final float HALF_LEVEL = 1 / 510f;
  private static final float WIDE_LOG_SCALE = 1.4f;

  static DiscretisedLogisticLikelihood of(NDArray outputs) {
    NDList halves = outputs.split(2, 1);
    NDArray least = Constant.of((float) DiscretisedLogistic.LEAST_LOG_SCALE, outputs);
    return new DiscretisedLogisticLikelihood(halves.get(0), halves.get(1).maximum(least));
  }

  @Override
  public NDArray logProbabilities(NDArray x) {
    NDArray perScale = logScale.neg().exp(); // 1/s
    NDArray above = x.add(HALF_LEVEL).sub(centre).mul(perScale);
    NDArray below = x.sub(HALF_LEVEL).sub(centre).mul(perScale);
    NDArray notBlack = x.gt(0f).toType(DataType.FLOAT32, false);
    NDArray notWhite = x.lt(1f).toType(DataType.FLOAT32, false);
    NDArray half = perScale.mul(Constant.of(HALF_LEVEL, x)); // 1 − e^(−2h) = 2 sinh(h) e^(−h)
    NDArray width = half.sinh().log().add((float) Math.log(2)).sub(half);
    return width
        .mul(notBlack.mul(notWhite))
        .sub(Activation.softPlus(above.neg()).mul(notWhite))
        .sub(Activation.softPlus(below).mul(notBlack));
  }

  /** s (softplus(μ/s) − softplus((μ − 1)/s)): ∫₀¹ P(X &gt; t) dt, P(X &gt; t) = f((μ − t)/s). */
  @Override
  public NDArray mean() {
    NDArray perScale = logScale.neg().exp();
    NDArray first = centre.mul(perScale);
    NDArray last = centre.sub(1f).mul(perScale);
    NDArray integral =
        Activation.softPlus(first).sub(Activation.softPlus(last)).mul(logScale.exp());
    NDArray middle = Activation.sigmoid(centre.sub(0.5f).mul(perScale));
    NDArray simpson = // where s is so large that the integral's difference loses digits
        Activation.sigmoid(first).add(middle.mul(4f)).add(Activation.sigmoid(last)).div(6f);
    return NDArrays.where(logScale.gt(WIDE_LOG_SCALE), simpson, integral).clip(0f, 1f);
  }

  @Override
  public NDArray parameters() {
    return centre.concat(logScale, 1);
  }
}
