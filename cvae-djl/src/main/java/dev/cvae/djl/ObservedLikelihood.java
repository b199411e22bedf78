package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.cvae.likelihood.Observed;

/**
 * Another likelihood of the features that are not NaN.
 *
 * @param complete of all features
 */
record ObservedLikelihood(Likelihood complete) implements Likelihood {
  static LikelihoodHead head(String name, Observed loss, int first, int features, Weights weights) {
    LikelihoodHead head = LikelihoodHead.of(name, loss.loss(), first, features, weights);
    return outputs -> new ObservedLikelihood(head.of(outputs));
  }

  /** Rows as an encoder sees them, 0 for NaN, which alone does not equal itself. */
  static NDArray withZeros(NDArray x) {
    return NDArrays.where(x.eq(x), x, x.zerosLike());
  }

  @Override
  public NDArray logProbabilities(NDArray x) {
    NDArray observed = x.eq(x).toType(DataType.FLOAT32, false);
    return complete.logProbabilities(withZeros(x)).mul(observed);
  }

  @Override
  public NDArray mean() {
    return complete.mean();
  }

  @Override
  public NDArray parameters() {
    return complete.parameters();
  }
}
