package dev.cvae.spi;

import dev.cvae.data.Batch;
import dev.cvae.data.DataSource;
import dev.cvae.file.TrainingState;
import dev.cvae.model.ModelDescription;
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
    try (ElboPass pass = ElboPass.over(networks, description, data, seed)) {
      while (pass.next()) {
        all.add(pass.batch(), pass.terms());
      }
    }
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
    try (ElboPass pass = ElboPass.over(networks, description, data, seed)) {
      while (pass.next()) {
        for (int row = 0; row < pass.batch().rows(); row++) {
          ElboEstimate one = new ElboEstimate();
          one.add(pass.terms(), row, 1);
          rows.add(one.evaluation(description));
        }
      }
    }
    return rows;
  }

  /** Adds the rows of a batch, one by one. */
  void add(Batch batch, ElboTerms terms) {
    for (int row = 0; row < batch.rows(); row++) {
      add(terms, row, batch.weights()[row]);
    }
  }

  private void add(ElboTerms terms, int row, double weightOfRow) {
    double klOfRow = 0;
    for (double term : terms.kl(row)) {
      klOfRow += term;
    }
    add(1, weightOfRow, weightOfRow * terms.logLikelihood()[row], weightOfRow * klOfRow);
  }
}
