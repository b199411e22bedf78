package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.cvae.likelihood.Categorical;
import java.util.function.UnaryOperator;

/**
 * A categorical variable for each group of features: Σ x log softmax(l).
 *
 * @param loss says how wide the groups are
 * @param logits l, (rows, features)
 */
record CategoricalLikelihood(Categorical loss, NDArray logits) implements Likelihood {
  @Override
  public NDArray logProbabilities(NDArray x) {
    return eachGroup(group -> group.logSoftmax(1)).mul(x);
  }

  @Override
  public NDArray mean() {
    return eachGroup(group -> group.softmax(1));
  }

  private NDArray eachGroup(UnaryOperator<NDArray> function) {
    NDList groups = new NDList();
    for (NDArray group : Columns.split(logits, loss.sizes())) {
      groups.add(function.apply(group));
    }
    return Columns.join(groups);
  }

  @Override
  public NDArray parameters() {
    return logits;
  }
}
