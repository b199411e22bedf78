package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** The distribution p(x|z,c) that the decoder's outputs stand for, one for each row. */
interface Likelihood {
  /** log p(x|z,c) in nats, summed over features, constants included; (rows). */
  default NDArray logProbability(NDArray x) {
    return logProbabilities(x).sum(new int[] {1});
  }

  /**
   * log p(x|z,c) feature by feature, of a one-hot group only the sum has a meaning; (rows,
   * features).
   */
  NDArray logProbabilities(NDArray x);

  /** The mean of p(x|z,c); (rows, features). */
  NDArray mean();

  /** What {@code ReconstructionLoss} calls the parameters; (rows, parameters). */
  NDArray parameters();
}
