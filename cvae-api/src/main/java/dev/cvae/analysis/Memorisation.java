package dev.cvae.analysis;

import dev.cvae.Samples;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.ValueRange;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;

/**
 * Checks whether generated rows are copies of training rows: are they nearer to the training data
 * than real rows that the model has never seen (Meehan, Chaudhuri &amp; Dasgupta 2020)?
 *
 * <pre>{@code
 * MemorisationReport report = Memorisation.check(model.generate(1_000), train, test);
 * System.out.println(report.verdict());
 * report.nearest();                                      // the pairs to look at first
 * }</pre>
 *
 * <p>Distances are Euclidean over all features as they are given: give tables standardised, or one
 * column's unit drowns the others. The held-out rows should be as many kinds as the generated ones,
 * in the same shares. Means of p(x|z,c) are smoother than data and so lie a little nearer to all of
 * it; a copy is a generated row far nearer to one training row than any held-out row is to any.
 *
 * <p>Every training row is compared: those left out could be the ones copied. Costs (generated +
 * held-out) × train × features multiply-adds: with the first 1,000 of each, as is the default,
 * against 60,000 rows of 784 values some 40 seconds of one core.
 */
public final class Memorisation {
  private static final int ROWS = 1_000;
  private static final double QUANTILE = 0.05;

  private Memorisation() {}

  /**
   * Compares the first 1,000 generated rows and the first 1,000 held-out rows, with the 5 %
   * quantile.
   *
   * @param generated what a model generated
   * @param train all that it was fitted to
   * @param heldOut rows of the same kind that it was not fitted to
   * @return the report
   */
  public static MemorisationReport check(Samples generated, DataSource train, DataSource heldOut) {
    return check(Dataset.of(generated.rows(), generated.shape()), train, heldOut, ROWS, QUANTILE);
  }

  /**
   * Compares the first rows of two data sets with all of the training data.
   *
   * @param generated what a model generated
   * @param train all that it was fitted to
   * @param heldOut rows of the same kind that it was not fitted to
   * @param rows how many generated and how many held-out rows to look at, at least 1; all if there
   *     are fewer
   * @param quantile of the held-out rows' distances below which a generated row counts as near, in
   *     (0, 1)
   * @return the report
   */
  public static MemorisationReport check(
      DataSource generated, DataSource train, DataSource heldOut, int rows, double quantile) {
    if (rows < 1) {
      throw InvalidSettingException.of("rows", "must be positive", rows);
    }
    if (!(quantile > 0 && quantile < 1)) {
      throw InvalidSettingException.of("quantile", "must lie in (0, 1)", quantile);
    }
    checkShape("generated", generated, train);
    checkShape("held-out", heldOut, train);
    for (DataSource data : List.of(generated, train, heldOut)) {
      data.requireWithin(ValueRange.finite(false)); // rows with gaps have no distance
    }
    NearestNeighbours ofGenerated = NearestNeighbours.of(generated, rows, train);
    NearestNeighbours ofHeldOut = NearestNeighbours.of(heldOut, rows, train);
    return MemorisationReport.of(ofGenerated, ofHeldOut.distances(), quantile);
  }

  private static void checkShape(String which, DataSource data, DataSource train) {
    if (!data.shape().equals(train.shape())) {
      throw new InvalidDataException(
          "%s rows must have the training data's shape %s, had %s"
              .formatted(which, train.shape(), data.shape()));
    }
  }

  /** The value that a share of all is at or below: the ⌈q n⌉-th smallest. */
  static double quantile(double[] values, double q) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return ascending[Math.max(1, (int) Math.ceil(q * values.length - 1e-9)) - 1];
  }
}
