package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.objective.Objective;
import org.jspecify.annotations.Nullable;

/** What a fit minimises: a bound on log p(x|c), negated and averaged over the batch. */
interface Loss {
  /**
   * The loss of one batch, for gradients, with the ELBO at the same z, for reports.
   *
   * @param loss a scalar, in nats
   * @param elbo the terms, unweighted
   */
  record Value(NDArray loss, Elbo elbo) {}

  /**
   * The loss of one batch; the arguments are those of {@link Elbo#of}.
   *
   * @param epochs how many epochs have passed, with the fraction of the current one
   * @param mean over the batch, in which rows may count for more or less
   */
  Value of(
      Model model, NDArray x, @Nullable NDArray c, NDArray noise, double epochs, BatchMean mean);

  static Loss of(Objective objective) {
    return switch (objective.bound()) {
      case ELBO -> new ElboLoss(objective.klWeight(), objective.freeBits());
      case IWAE -> new ImportanceWeightedLoss();
      case DREG -> new DoublyReparameterisedLoss();
    };
  }
}
