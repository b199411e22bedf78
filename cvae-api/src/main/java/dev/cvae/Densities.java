package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.spi.ElboPass;
import dev.cvae.spi.Networks;
import java.util.ArrayList;
import java.util.List;

/**
 * The distributions that a fitted model is made of, at latents that the caller chooses: with {@link
 * GenerativeModel#encode}, which is q(z|x,c), all that an answer of one's own is computed from.
 *
 * <pre>{@code
 * Posterior q = model.encode(rows);
 * float[][] z = q.sample(0);
 * double[] logPrior = model.densities().logPrior(z, conditions);                  // log p(z|c)
 * double first = model.densities().likelihood(z, conditions).logProbability(0, rows.row(0));
 * }</pre>
 *
 * <p>Any thread may use it; once the model is closed, its calls throw {@link
 * dev.cvae.error.ModelClosedException}.
 */
public final class Densities {
  private final FittedModel model;
  private final Decoding decoding;
  private final Networks networks;
  private final ModelDescription description;

  Densities(FittedModel model, Decoding decoding, Networks networks, ModelDescription description) {
    this.decoding = decoding;
    this.model = model;
    this.networks = networks;
    this.description = description;
  }

  /**
   * p(x|z,c). Holds as many numbers a row as the reconstruction loss has parameters.
   *
   * @param latents (rows, latent)
   * @param conditions one a row
   * @return one distribution a row, in order
   */
  public Likelihood likelihood(float[][] latents, List<Condition> conditions) {
    int width = description.reconstructionLoss().parameters(description.features());
    float[][] parameters = new float[latents.length][];
    inParts(
        latents,
        conditions,
        (start, z, columns, rows) -> {
          float[] flat = new float[rows * width];
          networks.parameters(z, columns, rows, flat);
          Decoding.split(flat, rows, parameters, start);
        });
    return new Likelihood(description, parameters);
  }

  /**
   * log p(z|c).
   *
   * @param latents (rows, latent)
   * @param conditions one a row
   * @return nats, one a row, in order
   */
  public double[] logPrior(float[][] latents, List<Condition> conditions) {
    double[] values = new double[latents.length];
    inParts(
        latents,
        conditions,
        (start, z, columns, rows) -> {
          float[] logDensity = new float[rows];
          networks.logPrior(z, columns, rows, logDensity);
          for (int row = 0; row < rows; row++) {
            values[start + row] = logDensity[row];
          }
        });
    return values;
  }

  /**
   * KL(q(z|x,c) ‖ p(z|c)) of each row.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @return nats, (rows, latent): one for each latent, which add up to the row's; for a prior that
   *     is no product over latents (rows, 1), estimated with one z, the same at each call
   */
  public double[][] kl(DataSource data) {
    return model.whileOpen(
        () -> {
          List<double[]> rows = new ArrayList<>();
          try (ElboPass pass = ElboPass.over(networks, description, model.scaled(data), 0)) {
            while (pass.next()) {
              for (int row = 0; row < pass.batch().rows(); row++) {
                rows.add(pass.terms().kl(row));
              }
            }
          }
          return rows.toArray(double[][]::new);
        });
  }

  private void inParts(
      float[][] latents, List<Condition> conditions, Decoding.PartConsumer consumer) {
    model.whileOpen(
        () -> {
          float[][] z = decoding.checkedCopy(latents);
          if (conditions.size() != z.length) {
            throw InvalidSettingException.of(
                "conditions", "must be one a latent, " + z.length, conditions.size());
          }
          decoding.inParts(z, conditions, consumer);
          return z;
        });
  }
}
