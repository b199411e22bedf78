package dev.cvae.spi;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.data.DataSource;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.StandardNormal;
import dev.cvae.random.RandomStream;
import dev.cvae.training.LatentDiagnostics;
import java.util.Arrays;
import java.util.Optional;

/**
 * How networks use their latents on some rows. Costs no more calls than the ELBO of these rows but
 * for a learned prior, whose moments are taken from draws, one under the condition of each of the
 * first 10,000 rows.
 */
public final class LatentPass {
  private static final int PRIOR_DRAWS = 10_000;
  private static final RandomStream PRIOR = RandomStream.of(0);

  private final Networks networks;
  private final ModelDescription description;
  private final LatentEstimate estimate;
  private int draws;

  LatentPass(Networks networks, ModelDescription description) {
    this.networks = networks;
    this.description = description;
    this.estimate = new LatentEstimate(description);
  }

  /**
   * The latents' figures on all rows of some data.
   *
   * @param networks the networks
   * @param description the model
   * @param data checked against the model
   * @return averages over the rows; empty for a single row, which has no variance
   */
  public static Optional<LatentDiagnostics> over(
      Networks networks, ModelDescription description, DataSource data) {
    LatentPass latents = new LatentPass(networks, description);
    try (ElboPass pass = ElboPass.over(networks, description, data, 0)) {
      while (pass.next()) {
        latents.add(pass.batch(), pass.terms());
      }
    }
    return latents.diagnostics();
  }

  /**
   * The latents' figures on the rows of a batch, in one call.
   *
   * @param networks the networks
   * @param description the model
   * @param batch any number of rows
   * @return averages over the rows; empty for less than two, which have no variance
   */
  public static Optional<LatentDiagnostics> over(
      Networks networks, ModelDescription description, Batch batch) {
    LatentPass latents = new LatentPass(networks, description);
    if (batch.rows() > 1) {
      ElboTerms terms = new ElboTerms(description, batch.rows());
      float[] noise = new float[batch.rows() * description.latent()];
      RandomStream.of(0).split("evaluation").normals(0, noise);
      networks.elbo(batch, noise, terms);
      latents.add(batch, terms);
    }
    return latents.diagnostics();
  }

  /** What the networks say of some rows. */
  void add(Batch batch, ElboTerms terms) {
    for (int row = 0; row < batch.rows(); row++) {
      estimate.add(terms.mean(row), terms.logVariance(row), terms.kl(row));
    }
    if (!(description.prior() instanceof StandardNormal)) {
      addPrior(batch.conditions(), Math.min(batch.rows(), PRIOR_DRAWS - draws));
    }
  }

  Optional<LatentDiagnostics> diagnostics() {
    return estimate.ofSeveral();
  }

  /** A learned prior has its moments from draws under the conditions of the first rows. */
  private void addPrior(ConditionColumns conditions, int rows) {
    if (rows == 0) {
      return;
    }
    int latent = description.latent();
    float[] noise = new float[rows * latent];
    PRIOR.split("latent").normals((long) draws * latent, noise);
    float[] choices = new float[rows];
    for (int row = 0; row < rows; row++) {
      choices[row] = (float) PRIOR.split("component").uniform(draws + row);
    }
    float[] z = new float[rows * latent];
    networks.prior(conditions, rows, choices, noise, z);
    for (int row = 0; row < rows; row++) {
      estimate.addPrior(Arrays.copyOfRange(z, row * latent, (row + 1) * latent));
    }
    draws += rows;
  }
}
