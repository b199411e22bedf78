package dev.cvae.spi;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;

/**
 * A pass over data in its order with the ELBO's terms of each batch, at one z a row; the row at a
 * given place of the pass has the same noise however the data is cut into batches.
 *
 * <pre>{@code
 * try (ElboPass pass = ElboPass.over(networks, description, data, 0)) {
 *   while (pass.next()) {
 *     sum(pass.batch().rows(), pass.terms().logLikelihood());
 *   }
 * }
 * }</pre>
 */
public final class ElboPass implements AutoCloseable {
  private final Networks networks;
  private final int latent;
  private final Batches batches;
  private final RandomStream random;
  private final Batch batch;
  private final float[] noise;
  private final ElboTerms terms;
  private long position;

  private ElboPass(Networks networks, ModelDescription description, DataSource data, long seed) {
    this.networks = networks;
    this.latent = description.latent();
    this.batches = data.inOrder();
    random = RandomStream.of(seed).split("evaluation");
    batch = Batch.forPass(data, description.conditions(), description.widest());
    noise = new float[batch.capacity() * latent];
    terms = new ElboTerms(description, batch.capacity());
  }

  /**
   * Begins a pass.
   *
   * @param networks the networks
   * @param description the model
   * @param data checked against the model
   * @param seed of the noise
   * @return the pass, to be closed
   */
  public static ElboPass over(
      Networks networks, ModelDescription description, DataSource data, long seed) {
    return new ElboPass(networks, description, data, seed);
  }

  /**
   * Goes to the next batch.
   *
   * @return false if there is none
   */
  public boolean next() {
    if (!batches.next(batch)) {
      return false;
    }
    batch.conditions().check(batch.rows(), position / latent);
    random.normals(position, noise);
    position += (long) batch.rows() * latent;
    networks.elbo(batch, noise, terms);
    return true;
  }

  /**
   * The rows that the pass is at.
   *
   * @return the batch, filled again by {@link #next}
   */
  public Batch batch() {
    return batch;
  }

  /**
   * What the networks say of these rows.
   *
   * @return the terms, filled again by {@link #next}
   */
  public ElboTerms terms() {
    return terms;
  }

  @Override
  public void close() {
    batches.close();
  }
}
