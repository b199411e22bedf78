package dev.cvae.spi;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.file.TrainingState;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Evaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * The ELBO on whole data sets: the networks' terms of each example, summed in double precision. Of
 * weighted examples, the average is Σ w · term / Σ w.
 */
public final class ElboEstimate {
  private long examples;
  private double weight;
  private double logLikelihood;
  private double kl;

  /** An estimate over no example yet. */
  public ElboEstimate() {}

  /**
   * Adds examples.
   *
   * @param rows how many
   * @param weights how much they count, summed
   * @param logLikelihoodSum their log p(x|z,c), each times its weight, summed
   * @param klSum their KL(q(z|x,c) ‖ p(z|c)), each times its weight, summed
   */
  public void add(long rows, double weights, double logLikelihoodSum, double klSum) {
    examples += rows;
    weight += weights;
    logLikelihood += logLikelihoodSum;
    kl += klSum;
  }

  /**
   * What has been added up, to go on from later.
   *
   * @return the sums
   */
  public TrainingState.Sums sums() {
    return new TrainingState.Sums(examples, weight, logLikelihood, kl);
  }

  /**
   * The average so far.
   *
   * @param description the model
   * @return nats per example
   */
  public Evaluation evaluation(ModelDescription description) {
    double constant = description.reconstructionLoss().logConstant(description.features());
    double most = Math.max(weight, Double.MIN_NORMAL); // examples of no weight have no figures yet
    double mean = logLikelihood / most;
    return new Evaluation(examples, mean, kl / most, constant - mean);
  }

  /**
   * Evaluates networks on all of some data, with one z per example; the example at a given place
   * has the same noise however the data is cut into batches.
   *
   * @param networks the networks
   * @param description the model
   * @param data checked against the model
   * @param seed of the noise
   * @return nats per example
   */
  public static Evaluation evaluate(
      Networks networks, ModelDescription description, DataSource data, long seed) {
    ElboEstimate all = new ElboEstimate();
    each(
        networks,
        description,
        data,
        seed,
        (weight, logLikelihood, kl) -> all.add(1, weight, weight * logLikelihood, weight * kl));
    return all.evaluation(description);
  }

  /**
   * Evaluates networks on each row of some data, with the same noise as {@link #evaluate}.
   *
   * @param networks the networks
   * @param description the model
   * @param data checked against the model
   * @param seed of the noise
   * @return nats, one evaluation a row
   */
  public static List<Evaluation> evaluateEach(
      Networks networks, ModelDescription description, DataSource data, long seed) {
    List<Evaluation> rows = new ArrayList<>();
    each(
        networks,
        description,
        data,
        seed,
        (weight, logLikelihood, kl) -> {
          ElboEstimate one = new ElboEstimate();
          one.add(1, 1, logLikelihood, kl);
          rows.add(one.evaluation(description));
        });
    return rows;
  }

  /** Takes the terms of each example in turn. */
  private interface Terms {
    void accept(double weight, double logLikelihood, double kl);
  }

  private static void each(
      Networks networks, ModelDescription description, DataSource data, long seed, Terms terms) {
    RandomStream random = RandomStream.of(seed).split("evaluation");
    Batch batch = Batch.forPass(data, description.conditions(), description.widest());
    int capacity = batch.capacity();
    float[] noise = new float[capacity * description.latent()];
    float[] logLikelihood = new float[capacity];
    int klTerms = description.prior().factorises() ? description.latent() : 1;
    float[] kl = new float[capacity * klTerms];
    long position = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows());
        random.normals(position, noise);
        networks.elbo(batch, noise, logLikelihood, kl);
        for (int row = 0; row < batch.rows(); row++) {
          terms.accept(batch.weights()[row], logLikelihood[row], sum(kl, row * klTerms, klTerms));
        }
        position += (long) batch.rows() * description.latent();
      }
    }
  }

  private static double sum(float[] values, int start, int count) {
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
