package dev.cvae.analysis;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import dev.cvae.prior.StandardNormal;
import dev.cvae.sampler.Sampler;
import dev.cvae.spi.LatentEstimate;
import dev.cvae.training.LatentDiagnostics;
import java.util.List;

/**
 * How a fitted model uses its latents: active units, KL by latent, and whether the aggregated
 * posterior looks like the prior.
 *
 * <pre>{@code
 * LatentDiagnostics latents = Diagnostics.of(model, Mnist.test());
 * latents.warnings().forEach(System.out::println);         // none if all looks well
 * }</pre>
 */
public final class Diagnostics {
  private static final int PRIOR_DRAWS = 10_000;

  private Diagnostics() {}

  /**
   * The latents' figures on some data. Costs two passes through the encoder and one through the
   * decoder a row; with a learned prior, whose mean and variance over z are taken from draws, one
   * more through the decoder for each of the first 10,000 rows.
   *
   * @param model any model
   * @param data of the model's shape; with labels if the model is conditional
   * @return averages over the rows
   */
  public static LatentDiagnostics of(GenerativeModel model, DataSource data) {
    Posterior posterior = model.encode(data);
    double[][] kl = model.densities().kl(data);
    LatentEstimate estimate = new LatentEstimate(model.description());
    for (int row = 0; row < kl.length; row++) {
      estimate.add(posterior.mean(row), posterior.logVariance(row), kl[row]);
    }
    if (!(model.description().prior() instanceof StandardNormal)) {
      for (float[] z : priorDraws(model, data)) {
        estimate.addPrior(z);
      }
    }
    return estimate.diagnostics();
  }

  /** Under the conditions of the data. */
  private static float[][] priorDraws(GenerativeModel model, DataSource data) {
    List<Condition> conditions =
        ConditionedRows.read(data, model.description().conditions()).conditionOfRow();
    List<Condition> first = conditions.subList(0, Math.min(PRIOR_DRAWS, conditions.size()));
    return model.generate(GenerationRequest.of(first).seed(0).sampler(Sampler.PRIOR)).latents();
  }
}
