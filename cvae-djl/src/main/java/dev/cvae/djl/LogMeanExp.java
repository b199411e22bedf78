package dev.cvae.djl;

import ai.djl.ndarray.NDArray;

/** log 1/n Σ e^a over the second axis, (rows, n) to (rows), finite for any finite a. */
final class LogMeanExp {
  private LogMeanExp() {}

  static NDArray of(NDArray a) {
    NDArray most = a.stopGradient().max(new int[] {1}, true); // (rows, 1)
    NDArray sum = a.sub(most).exp().mean(new int[] {1}); //      (rows)
    return sum.log().add(most.squeeze(1));
  }
}
