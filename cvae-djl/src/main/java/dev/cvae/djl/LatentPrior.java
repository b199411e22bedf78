package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.cvae.architecture.Normal;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ComponentTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prior, which gives p(z|c) for any c: N(0, I), a normal distribution that layers give, or the
 * mixture 1/K Σ N(μ_k(c), σ_k²(c)) of those that they give for each of K learned rows u_k.
 */
final class LatentPrior {
  private final Layers layers;
  private final Optional<NDArray> table; // u, (K, width)

  /** Layers for c of some width, if there is one. */
  LatentPrior(Layers layers, Optional<Integer> condition, Weights weights) {
    ModelDescription description = layers.description();
    Optional<ComponentTable> declared =
        description.prior().table(description.features(), description.latent());
    this.layers = layers;
    this.table = declared.map(weights::add);
    layers.declaring().prior(declared.map(ComponentTable::width), condition);
  }

  /**
   * p(z|c).
   *
   * @param scope what the result's arrays belong to
   * @param c (rows, condition width), or null without condition
   * @param training whether own blocks are to behave as while fitting
   */
  LatentDistribution given(NDManager scope, @Nullable NDArray c, boolean training) {
    if (table.isPresent()) {
      NDArray u = scope.zeros(table.get().getShape()).add(table.get()); // belongs to the scope
      return c == null ? mixture(u, training) : mixture(u, DistinctRows.of(c), training);
    }
    Optional<Normal<NDArray>> normal =
        layers.running(training).prior(Optional.empty(), Optional.ofNullable(c));
    return normal.<LatentDistribution>map(DiagonalNormal::of).orElseGet(StandardNormal::new);
  }

  /** One for all rows. */
  private NormalMixture mixture(NDArray u, boolean training) {
    Normal<NDArray> components = components(u, Optional.empty(), training);
    return new NormalMixture(
        components.mean().expandDims(0), components.logVariance().expandDims(0));
  }

  /** One a row; the components are computed once for each different c. */
  private NormalMixture mixture(NDArray u, DistinctRows c, boolean training) {
    long count = u.getShape().get(0); // K
    Shape repeated = new Shape(c.count()).addAll(u.getShape());
    NDArray inputs = u.expandDims(0).broadcast(repeated).reshape(-1, u.getShape().get(1));
    NDArray conditions = c.rows().repeat(0, count); // (different · K, width)
    Normal<NDArray> components = components(inputs, Optional.of(conditions), training);
    return new NormalMixture(
        toEachRow(components.mean(), c, count), toEachRow(components.logVariance(), c, count));
  }

  private Normal<NDArray> components(NDArray u, Optional<NDArray> c, boolean training) {
    return layers.running(training).prior(Optional.of(u), c).orElseThrow();
  }

  /** From those of each different condition, (different · K, latent), to (rows, K, latent). */
  private static NDArray toEachRow(NDArray values, DistinctRows c, long count) {
    long latent = values.getShape().get(1);
    return c.toEachRow(values.reshape(c.count(), count * latent)).reshape(-1, count, latent);
  }
}
