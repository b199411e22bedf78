package dev.cvae.spi;

import dev.cvae.data.DataSource;
import dev.cvae.model.ModelDescription;
import dev.cvae.training.Evaluation;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentSummary;
import java.util.Optional;

/**
 * What a fit asks of its validation data after an epoch, in one pass.
 *
 * @param evaluation the ELBO and its terms, as of {@link ElboEstimate#evaluate} with seed 0
 * @param latents how the model uses its latents; empty for a single row, which has no variance
 */
public record Validation(Evaluation evaluation, Optional<LatentSummary> latents) {
  /**
   * Asks networks.
   *
   * @param networks the networks
   * @param description the model
   * @param data checked against the model
   * @return nats per example
   */
  public static Validation of(Networks networks, ModelDescription description, DataSource data) {
    ElboEstimate elbo = new ElboEstimate();
    LatentPass latents = new LatentPass(networks, description);
    try (ElboPass pass = ElboPass.over(networks, description, data, 0)) {
      while (pass.next()) {
        elbo.add(pass.batch(), pass.terms());
        latents.add(pass.batch(), pass.terms());
      }
    }
    return new Validation(
        elbo.evaluation(description), latents.diagnostics().map(LatentDiagnostics::summary));
  }
}
