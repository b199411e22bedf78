package dev.cvae.spi;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import java.util.List;

/**
 * A fitted encoder and decoder on heap arrays. Arguments have been checked, calls come from many
 * threads but no more at once than {@link #concurrency()}, and none after {@link #close()}.
 *
 * <p>Arrays of many rows are flat, row by row.
 */
public interface Networks extends AutoCloseable {
  /**
   * The engine that runs them.
   *
   * @return its name and version: {@code PyTorch 2.7.1}
   */
  String engine();

  /**
   * How many calls may run at once.
   *
   * @return 1 or more
   */
  int concurrency();

  /**
   * The posterior q(z|x,c).
   *
   * @param batch x and c
   * @param mean filled, (rows, latent)
   * @param logVariance filled, (rows, latent)
   */
  void encode(Batch batch, float[] mean, float[] logVariance);

  /**
   * The mean of p(x|z,c).
   *
   * @param z (rows, latent)
   * @param conditions of these rows
   * @param rows how many
   * @param mean filled, (rows, features)
   */
  void decode(float[] z, ConditionColumns conditions, int rows, float[] mean);

  /**
   * What p(x|z,c) is, as its loss counts parameters; draws are made from them.
   *
   * @param z (rows, latent)
   * @param conditions of these rows
   * @param rows how many
   * @param parameters filled, (rows, {@link dev.cvae.likelihood.ReconstructionLoss#parameters})
   */
  void parameters(float[] z, ConditionColumns conditions, int rows, float[] parameters);

  /**
   * Draws from the prior p(z|c).
   *
   * @param conditions of the rows
   * @param rows how many
   * @param uniform a number in (0, 1) a row, by which a mixture chooses its component
   * @param noise ε, (rows, latent)
   * @param z filled, (rows, latent); the noise itself for N(0, I)
   */
  void prior(ConditionColumns conditions, int rows, float[] uniform, float[] noise, float[] z);

  /**
   * The prior's log-density, log p(z|c).
   *
   * @param z (rows, latent)
   * @param conditions of these rows
   * @param rows how many
   * @param logDensity filled, (rows), in nats
   */
  void logPrior(float[] z, ConditionColumns conditions, int rows, float[] logDensity);

  /**
   * The terms of the ELBO with z = μ + σ ⊙ ε, and the posterior that they come from.
   *
   * @param batch x and c
   * @param noise ε, (rows, latent)
   * @param terms filled
   */
  void elbo(Batch batch, float[] noise, ElboTerms terms);

  /**
   * The logarithms of importance weights, log p(x|z,c) + log p(z|c) − log q(z|x,c), at several z =
   * μ + σ ⊙ ε a row.
   *
   * @param batch x and c
   * @param samples how many z a row
   * @param noise ε, (rows, samples, latent)
   * @param logWeights filled, (rows, samples), in nats
   */
  void logWeights(Batch batch, int samples, float[] noise, float[] logWeights);

  /**
   * The weights, in an order that depends on the description alone.
   *
   * @return tensors of their own, which later calls do not change
   */
  List<Tensor> weights();

  /** Releases all native memory. Closing twice is fine. */
  @Override
  void close();
}
