package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.error.InvalidSettingException;

/** The likelihood of a user's own reconstruction loss. */
record OwnLikelihood(DjlLoss loss, NDArray outputs) implements Likelihood {
  @Override
  public NDArray logProbability(NDArray x) {
    return loss.logProbability(x, outputs);
  }

  /** An own loss is only asked for the sum. */
  @Override
  public NDArray logProbabilities(NDArray x) {
    throw InvalidSettingException.of(
        "reconstruction loss of observed features", "must be a built-in one", loss.name());
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
