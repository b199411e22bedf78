package dev.cvae.runtime;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Normal;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fitted networks on the heap. Nothing changes after construction, so any number of calls may run
 * at once, each with arrays of its own.
 */
final class PlainNetworks implements Networks {
  private final ModelDescription description;
  private final Weights weights;
  private final RowBlocks blocks;
  private final Architecture<float[][]> architecture;
  private final LossParameters parameters;
  private final Priors priors;

  PlainNetworks(ModelDescription description, Weights weights, RowBlocks blocks) {
    this.description = description;
    this.weights = weights;
    this.blocks = blocks;
    this.architecture = new Architecture<>(description, new PlainOperations(weights));
    this.parameters = new LossParameters(description, weights);
    this.priors = new Priors(description, architecture, weights, blocks);
  }

  @Override
  public String engine() {
    return "Java " + Runtime.version().feature();
  }

  @Override
  public int concurrency() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void encode(Batch batch, float[] mean, float[] logVariance) {
    Optional<float[][]> c = condition(batch.conditions(), batch.rows());
    blocks.run(
        batch.rows(),
        (from, to) -> {
          Normal<float[][]> posterior = posterior(batch, c, from, to);
          store(posterior.mean(), mean, from);
          store(posterior.logVariance(), logVariance, from);
        });
  }

  @Override
  public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
    ReconstructionLoss loss = description.reconstructionLoss();
    Optional<float[][]> c = condition(conditions, rows);
    blocks.run(
        rows,
        (from, to) -> {
          float[][] outputs = architecture.decoder(latents(z, from, to), part(c, from, to));
          for (int i = 0; i < outputs.length; i++) {
            float[] ofRow = new float[description.features()];
            loss.mean(parameters.of(outputs[i]), ofRow);
            store(ofRow, mean, from + i);
          }
        });
  }

  @Override
  public void parameters(float[] z, ConditionColumns conditions, int rows, float[] all) {
    Optional<float[][]> c = condition(conditions, rows);
    blocks.run(
        rows,
        (from, to) -> {
          float[][] outputs = architecture.decoder(latents(z, from, to), part(c, from, to));
          for (int i = 0; i < outputs.length; i++) {
            double[] ofRow = parameters.of(outputs[i]);
            for (int j = 0; j < ofRow.length; j++) {
              all[(from + i) * ofRow.length + j] = (float) ofRow[j];
            }
          }
        });
  }

  @Override
  public void prior(
      ConditionColumns conditions, int rows, float[] uniform, float[] noise, float[] z) {
    LatentDistribution[] ofRows = priors.of(condition(conditions, rows), rows);
    for (int row = 0; row < rows; row++) {
      store(ofRows[row].sample(uniform[row], latent(noise, row)), z, row);
    }
  }

  @Override
  public void logPrior(float[] z, ConditionColumns conditions, int rows, float[] logDensity) {
    LatentDistribution[] ofRows = priors.of(condition(conditions, rows), rows);
    blocks.run(
        rows,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            logDensity[row] = (float) ofRows[row].logProbability(latent(z, row));
          }
        });
  }

  @Override
  public void elbo(Batch batch, float[] noise, ElboTerms terms) {
    Optional<float[][]> c = condition(batch.conditions(), batch.rows());
    LatentDistribution[] priorOfRows = priors.of(c, batch.rows());
    int klTerms = description.prior().factorises() ? description.latent() : 1;
    blocks.run(
        batch.rows(),
        (from, to) -> {
          Normal<float[][]> posterior = posterior(batch, c, from, to); //         q(z|x,c)
          store(posterior.mean(), terms.mean(), from);
          store(posterior.logVariance(), terms.logVariance(), from);
          DiagonalNormal[] posteriors = each(posterior);
          float[][] z = new float[to - from][];
          for (int i = 0; i < z.length; i++) {
            z[i] = posteriors[i].sample(latent(noise, from + i)); //              μ + σ ⊙ ε
          }
          float[][] outputs = architecture.decoder(z, part(c, from, to)); //      p(x|z,c)
          for (int i = 0; i < z.length; i++) {
            int row = from + i;
            terms.logLikelihood()[row] = (float) logProbability(x(batch, row), outputs[i]);
            priorOfRows[row].klFrom(posteriors[i], z[i], terms.kl(), row * klTerms);
          }
        });
  }

  @Override
  public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
    Optional<float[][]> c = condition(batch.conditions(), batch.rows());
    LatentDistribution[] priorOfRows = priors.of(c, batch.rows());
    DiagonalNormal[] posteriors = new DiagonalNormal[batch.rows()];
    blocks.run(
        batch.rows(),
        (from, to) ->
            System.arraycopy(each(posterior(batch, c, from, to)), 0, posteriors, from, to - from));
    blocks.run(
        batch.rows() * samples, // draws, each row's side by side
        (from, to) -> {
          float[][] z = new float[to - from][];
          for (int i = 0; i < z.length; i++) {
            z[i] = posteriors[(from + i) / samples].sample(latent(noise, from + i));
          }
          float[][] outputs = architecture.decoder(z, repeated(c, samples, from, to));
          for (int i = 0; i < z.length; i++) {
            int row = (from + i) / samples;
            logWeights[from + i] =
                (float)
                    (logProbability(x(batch, row), outputs[i])
                        + priorOfRows[row].logProbability(z[i])
                        - posteriors[row].logProbability(z[i]));
          }
        });
  }

  @Override
  public List<Tensor> weights() {
    return weights.toTensors();
  }

  @Override
  public void close() {
    blocks.close();
  }

  /** c of all rows, (rows, width), if there is one. */
  private Optional<float[][]> condition(ConditionColumns conditions, int rows) {
    if (description.conditions().isEmpty()) {
      return Optional.empty();
    }
    ConditionInputs inputs = ConditionInputs.of(description, conditions, rows);
    float[][] c = new float[rows][];
    blocks.run(
        rows,
        (from, to) -> {
          float[][] ofBlock = architecture.condition(inputs.part(from, to)).orElseThrow();
          System.arraycopy(ofBlock, 0, c, from, to - from);
        });
    return Optional.of(c);
  }

  private Normal<float[][]> posterior(Batch batch, Optional<float[][]> c, int from, int to) {
    float[][] x = new float[to - from][];
    for (int i = 0; i < x.length; i++) {
      float[] row = x(batch, from + i);
      x[i] = description.reconstructionLoss().allowsMissing() ? Observed.withZeros(row) : row;
    }
    return architecture.encoder(x, part(c, from, to));
  }

  private double logProbability(float[] x, float[] outputs) {
    return description.reconstructionLoss().logProbability(x, parameters.of(outputs));
  }

  private float[] x(Batch batch, int row) {
    float[] x = new float[description.features()];
    batch.x().get(row * x.length, x);
    return x;
  }

  private float[][] latents(float[] z, int from, int to) {
    float[][] rows = new float[to - from][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = latent(z, from + i);
    }
    return rows;
  }

  private float[] latent(float[] z, int row) {
    int latent = description.latent();
    return Arrays.copyOfRange(z, row * latent, (row + 1) * latent);
  }

  /** A distribution for each row. */
  static DiagonalNormal[] each(Normal<float[][]> rows) {
    DiagonalNormal[] each = new DiagonalNormal[rows.mean().length];
    for (int i = 0; i < each.length; i++) {
      each[i] = new DiagonalNormal(rows.mean()[i], rows.logVariance()[i]);
    }
    return each;
  }

  /** Neighbouring rows. */
  static Optional<float[][]> part(Optional<float[][]> c, int from, int to) {
    return repeated(c, 1, from, to);
  }

  /** Neighbours among rows of which each comes several times. */
  private static Optional<float[][]> repeated(Optional<float[][]> c, int times, int from, int to) {
    if (c.isEmpty()) {
      return c;
    }
    float[][] rows = new float[to - from][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = c.get()[(from + i) / times];
    }
    return Optional.of(rows);
  }

  private static void store(float[][] rows, float[] to, int firstRow) {
    for (int i = 0; i < rows.length; i++) {
      store(rows[i], to, firstRow + i);
    }
  }

  private static void store(float[] values, float[] to, int row) {
    System.arraycopy(values, 0, to, row * values.length, values.length);
  }
}
