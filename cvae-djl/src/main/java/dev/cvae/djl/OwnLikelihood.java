package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** The likelihood of a user's own reconstruction loss. */
record OwnLikelihood(DjlLoss loss, NDArray outputs) implements Likelihood {
  @Override
  public NDArray logProbability(NDArray x) {
    return loss.logProbability(x, outputs);
  }

  @Override
  public NDArray mean() {
    return loss.mean(outputs);
  }

  @Override
  public NDArray parameters() {
    return outputs;
  }
}
