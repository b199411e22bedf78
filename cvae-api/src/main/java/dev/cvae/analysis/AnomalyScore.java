package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.training.Evaluation;
import java.util.Arrays;
import java.util.List;

/**
 * How unlike the training data each row is: the greater, the more so.
 *
 * <p>Density is not all there is to being normal: models of images are known to find simpler images
 * of another kind more likely than their own (Nalisnick et al. 2019). Look at what a score says of
 * anomalies you know before trusting it.
 */
@FunctionalInterface
public interface AnomalyScore {
  /**
   * The score of each row.
   *
   * @param data of the model's shape
   * @return nats, one a row, in order
   */
  double[] scores(DataSource data);

  /**
   * −log p(x|c), by importance sampling: unlike the rows of its own condition. With an
   * unconditional model −log p(x).
   *
   * @param model stays the caller's; data needs the conditions it was fitted with
   * @param samples how many z are drawn for each row, at least 1
   * @return the score; it costs {@code samples} passes through the decoder a row
   */
  static AnomalyScore conditional(GenerativeModel model, int samples) {
    return data -> negative(model.logLikelihood(data, samples).values());
  }

  /**
   * −log p(x) = −log Σ p(x|c) p(c), by importance sampling: unlike the rows of any category. Data
   * needs no labels.
   *
   * @param classifier knows the model, p(c) and the number of samples
   * @return the score; it costs categories × samples passes through the decoder a row
   */
  static AnomalyScore marginal(GenerativeClassifier classifier) {
    return data -> {
      CategoryPosterior posterior = classifier.classify(data);
      double[] scores = new double[posterior.size()];
      Arrays.setAll(scores, row -> -posterior.logMarginal(row));
      return scores;
    };
  }

  /**
   * −ELBO, averaged over draws of z: cheaper than the likelihood, and the greater the worse the
   * encoder knows a row.
   *
   * @param model stays the caller's; data needs the conditions it was fitted with
   * @param draws of z to average over, at least 1
   * @return the score; it costs {@code draws} passes through encoder and decoder a row
   */
  static AnomalyScore elbo(GenerativeModel model, int draws) {
    if (draws < 1) {
      throw InvalidSettingException.of("draws", "must be positive", draws);
    }
    return data -> {
      double[] scores = new double[Math.toIntExact(data.size())];
      for (int draw = 0; draw < draws; draw++) {
        List<Evaluation> rows = model.evaluateEach(data, draw);
        for (int row = 0; row < scores.length; row++) {
          scores[row] -= rows.get(row).elbo() / draws;
        }
      }
      return scores;
    };
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
