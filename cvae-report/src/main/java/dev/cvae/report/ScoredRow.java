package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.training.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row and how well the model explains it.
 *
 * @param row its number among the report's rows
 * @param loss −ELBO in nats, averaged over a few z
 */
record ScoredRow(int row, double loss) {
  private static final int SEEDS = 4;

  /** The rows that the model explains worst, the worst first. */
  static List<ScoredRow> worst(GenerativeModel model, Dataset rows, int count) {
    double[] losses = new double[(int) rows.size()];
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Evaluation> each = model.evaluateEach(rows, seed);
      for (int row = 0; row < losses.length; row++) {
        losses[row] -= each.get(row).elbo() / SEEDS;
      }
    }
    List<ScoredRow> all = new ArrayList<>();
    for (int row = 0; row < losses.length; row++) {
      all.add(new ScoredRow(row, losses[row]));
    }
    all.sort(Comparator.comparingDouble(ScoredRow::loss).reversed());
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }
}
