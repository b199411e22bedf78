package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.cvae.likelihood.Categorical;

/**
 * A categorical variable for each group of features: Σ x log softmax(l).
 *
 * @param loss says how wide the groups are
 * @param logits l, (rows, features)
 */
record CategoricalLikelihood(Categorical loss, NDArray logits) implements Likelihood {
  @Override
  public NDArray logProbability(NDArray x) {
    return logMean().mul(x).sum(new int[] {1});
  }

  @Override
  public NDArray mean() {
    return logMean().exp();
  }

  private NDArray logMean() {
    NDList groups = new NDList();
    for (NDArray group : Columns.split(logits, loss.sizes())) {
      groups.add(group.logSoftmax(1));
    }
    return NDArrays.concat(groups, 1);
  }

  @Override
  public NDArray parameters() {
    return logits;
  }
}
