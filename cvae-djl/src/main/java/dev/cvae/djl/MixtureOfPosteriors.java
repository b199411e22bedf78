package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.cvae.prior.VampPrior;
import org.jspecify.annotations.Nullable;

/** p(z|c) = 1/K Σ q(z|u_k, c) (Tomczak &amp; Welling 2018, equation 9). */
final class MixtureOfPosteriors implements LatentPrior {
  private final Encoder encoder;
  private final NDArray pseudoInputs; // u, (K, features)
  private final int components;

  MixtureOfPosteriors(VampPrior prior, int features, Encoder encoder, Weights weights) {
    this.encoder = encoder;
    this.components = prior.components();
    this.pseudoInputs = weights.addRows("prior.pseudo_inputs", components, features);
  }

  /** One mixture for all rows without condition, else one a row. */
  @Override
  public NormalMixture given(NDManager scope, @Nullable NDArray c, boolean training) {
    NDArray u = scope.zeros(pseudoInputs.getShape()).add(pseudoInputs); // belongs to the scope
    if (c == null) {
      DiagonalNormal posteriors = encoder.posterior(u, null, training);
      return new NormalMixture(
          posteriors.mean().expandDims(0), posteriors.logVariance().expandDims(0));
    }
    DistinctRows distinct = DistinctRows.of(c); // the pseudo-inputs are encoded once for each
    Shape repeated = new Shape(distinct.count()).addAll(u.getShape());
    NDArray inputs = u.expandDims(0).broadcast(repeated).reshape(-1, u.getShape().get(1));
    NDArray conditions = distinct.rows().repeat(0, components); // (count · K, width)
    DiagonalNormal posteriors = encoder.posterior(inputs, conditions, training);
    return new NormalMixture(
        components(posteriors.mean(), distinct), components(posteriors.logVariance(), distinct));
  }

  /**
   * From those of each distinct condition, (count · K, latent), to each row's (rows, K, latent).
   */
  private NDArray components(NDArray values, DistinctRows distinct) {
    long latent = values.getShape().get(1);
    NDArray wide = values.reshape(distinct.count(), components * latent);
    return distinct.toEachRow(wide).reshape(-1, components, latent);
  }
}
