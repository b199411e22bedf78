package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Says which rows are anomalies: those with a score above a threshold, which is fitted to a given
 * false-alarm rate on normal data.
 *
 * <pre>{@code
 * AnomalyDetector detector = AnomalyDetector.fit(model, normal, 100, 0.01);
 * boolean[] anomalies = detector.anomalies(rows);
 * }</pre>
 *
 * <p>The threshold is the ⌈(n + 1)(1 − α)⌉-th smallest of the n normal rows' scores, as in split
 * conformal prediction (Vovk, Gammerman &amp; Shafer 2005; Laxhammar 2014). <b>What it
 * guarantees</b>: a new normal row, exchangeable with the n rows of {@code normal}, is called an
 * anomaly with probability at most α, and, where no scores are equal, at least α − 1/(n + 1),
 * whatever the model and however bad. The probability is over the draw of the n rows and the new
 * one together: for one detector, the rate on new rows varies around α with a standard deviation of
 * about √(α(1 − α)/n). It holds only if {@code normal} has no row that the model was fitted to: on
 * those the model does better than on new ones.
 *
 * <p>Immutable; any thread may use it. It does not own the model.
 */
public final class AnomalyDetector {
  private final AnomalyScore score;
  private final double[] normalScores; // ascending
  private final double threshold;

  private AnomalyDetector(AnomalyScore score, double[] normalScores, double threshold) {
    this.score = score;
    this.normalScores = normalScores;
    this.threshold = threshold;
  }

  /**
   * Fits a threshold for the score −log p(x|c).
   *
   * @param model stays the caller's
   * @param normal rows without anomalies, which the model was not fitted to; with the conditions
   *     that it was fitted with
   * @param samples how many z are drawn for each row, at least 1
   * @param falseAlarmRate α, at least 1/(rows + 1) and less than 1
   * @return the detector
   */
  public static AnomalyDetector fit(
      GenerativeModel model, DataSource normal, int samples, double falseAlarmRate) {
    return fit(AnomalyScore.conditional(model, samples), normal, falseAlarmRate);
  }

  /**
   * Fits a threshold for any score.
   *
   * @param score the greater, the less normal
   * @param normal rows without anomalies, which the model was not fitted to
   * @param falseAlarmRate α, at least 1/(rows + 1) and less than 1
   * @return the detector
   * @throws InvalidSettingException if so few rows cannot show so low a rate
   */
  public static AnomalyDetector fit(AnomalyScore score, DataSource normal, double falseAlarmRate) {
    long n = normal.size();
    if (!(falseAlarmRate < 1) || rank(n, falseAlarmRate) > n) {
      throw InvalidSettingException.of(
          "falseAlarmRate",
          "must lie in [1/%d, 1) with %d normal rows".formatted(n + 1, n),
          falseAlarmRate);
    }
    double[] scores = score.scores(normal);
    for (int row = 0; row < scores.length; row++) {
      if (Double.isNaN(scores[row])) {
        throw new InvalidDataException("normal row %d has no score (NaN)".formatted(row));
      }
    }
    Arrays.sort(scores);
    return new AnomalyDetector(score, scores, scores[(int) rank(n, falseAlarmRate) - 1]);
  }

  /** ⌈(n + 1)(1 − α)⌉, where rounding does not lift a whole number to the next one. */
  private static long rank(long n, double falseAlarmRate) {
    return Math.max(1, (long) Math.ceil((n + 1) * (1 - falseAlarmRate) - 1e-9));
  }

  /**
   * The score above which a row is an anomaly.
   *
   * @return nats
   */
  public double threshold() {
    return threshold;
  }

  /**
   * The score of each row.
   *
   * @param data of the model's shape
   * @return nats, one a row, in order
   */
  public double[] scores(DataSource data) {
    return score.scores(data);
  }

  /**
   * Which rows are anomalies: those with a score above the threshold.
   *
   * @param data of the model's shape
   * @return one answer a row, in order
   */
  public boolean[] anomalies(DataSource data) {
    double[] scores = scores(data);
    boolean[] anomalies = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      anomalies[row] = !(scores[row] <= threshold); // no score, no normal row
    }
    return anomalies;
  }

  /**
   * How usual so great a score is among normal rows: (1 + the number of normal rows that score as
   * much or more) / (n + 1). A normal row has a p-value of α or less with probability α at most.
   *
   * @param data of the model's shape
   * @return p-values in (0, 1], one a row, in order
   */
  public double[] pValues(DataSource data) {
    double[] scores = scores(data);
    double[] values = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      int less = 0;
      int end = normalScores.length;
      while (less < end) { // the first normal score that is not less
        int middle = (less + end) >>> 1;
        if (normalScores[middle] < scores[row]) {
          less = middle + 1;
        } else {
          end = middle;
        }
      }
      values[row] = (1.0 + normalScores.length - less) / (normalScores.length + 1);
    }
    return values;
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "anomaly above %.2f nats, from %d normal rows",
        threshold,
        normalScores.length);
  }
}
