package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** BCE. With logits l: x log s(l) + (1 − x) log(1 − s(l)) = x l − softplus(l). */
record BernoulliLikelihood(NDArray logits) implements Likelihood {
  @Override
  public NDArray logProbabilities(NDArray x) {
    return logits.mul(x).sub(Activation.softPlus(logits));
  }

  @Override
  public NDArray mean() {
    return Activation.sigmoid(logits);
  }

  @Override
  public NDArray parameters() {
    return logits;
  }
}
