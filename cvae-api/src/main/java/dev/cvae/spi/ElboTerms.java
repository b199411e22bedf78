package dev.cvae.spi;

import dev.cvae.model.ModelDescription;
import java.util.Arrays;

/**
 * What the networks say of each row of a batch: the terms of the ELBO and the posterior that they
 * come from. The arrays are flat, row by row, and live: filled again for every batch. Owned and
 * used by one thread at a time.
 */
public final class ElboTerms {
  private final int latent;
  private final int klTerms;
  private final float[] logLikelihood;
  private final float[] kl;
  private final float[] mean;
  private final float[] logVariance;

  /**
   * Room for the terms of some rows.
   *
   * @param description the model
   * @param capacity how many rows fit
   */
  public ElboTerms(ModelDescription description, int capacity) {
    latent = description.latent();
    klTerms = description.prior().factorises() ? latent : 1;
    logLikelihood = new float[capacity];
    kl = new float[capacity * klTerms];
    mean = new float[capacity * latent];
    logVariance = new float[capacity * latent];
  }

  /**
   * log p(x|z,c) in nats.
   *
   * @return the live array, (capacity)
   */
  public float[] logLikelihood() {
    return logLikelihood;
  }

  /**
   * KL(q(z|x,c) ‖ p(z|c)) in nats.
   *
   * @return the live array, (capacity, latent); (capacity, 1) for a prior that does not factorise
   */
  public float[] kl() {
    return kl;
  }

  /**
   * The mean of q(z|x,c).
   *
   * @return the live array, (capacity, latent)
   */
  public float[] mean() {
    return mean;
  }

  /**
   * The log-variance of q(z|x,c).
   *
   * @return the live array, (capacity, latent)
   */
  public float[] logVariance() {
    return logVariance;
  }

  /**
   * The KL of one row by its terms.
   *
   * @param row from 0
   * @return nats, one a latent, or one in all for a prior that does not factorise
   */
  public double[] kl(int row) {
    double[] ofRow = new double[klTerms];
    for (int i = 0; i < klTerms; i++) {
      ofRow[i] = kl[row * klTerms + i];
    }
    return ofRow;
  }

  /**
   * The posterior's mean of one row.
   *
   * @param row from 0
   * @return a copy, one a latent
   */
  public float[] mean(int row) {
    return Arrays.copyOfRange(mean, row * latent, (row + 1) * latent);
  }

  /**
   * The posterior's log-variance of one row.
   *
   * @param row from 0
   * @return a copy, one a latent
   */
  public float[] logVariance(int row) {
    return Arrays.copyOfRange(logVariance, row * latent, (row + 1) * latent);
  }
}
