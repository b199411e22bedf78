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
   * The terms of the ELBO with z = μ + σ ⊙ ε.
   *
   * @param batch x and c
   * @param noise ε, (rows, latent)
   * @param logLikelihood filled, log p(x|z,c) of each row in nats
   * @param kl filled, KL(q(z|x,c) ‖ p(z|c)) of each row in nats
   */
  void elbo(Batch batch, float[] noise, float[] logLikelihood, float[] kl);

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
