package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** −log 1/k Σ w (Burda, Grosse &amp; Salakhutdinov 2016, equation 8), by reparameterisation. */
record ImportanceWeightedLoss() implements Loss {
  @Override
  public Value of(
      Model model, NDArray x, @Nullable NDArray c, NDArray noise, double epochs, BatchMean mean) {
    ImportanceWeights weights = ImportanceWeights.of(model, x, c, noise, true);
    return new Value(mean.of(LogMeanExp.of(weights.log())).neg(), weights.elbo());
  }
}
