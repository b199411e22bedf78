package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.Interpolation;
import dev.cvae.Posterior;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way from one row's latent to another's, under the condition of the first.
 *
 * @param from the first row's number
 * @param to the last row's number
 * @param samples what is decoded along the way, both ends included
 */
record Way(int from, int to, Samples samples) {
  private static final int MOST = 8;
  private static final int STEPS = 11;

  /** Between rows of one condition, each condition in turn; between any rows if none has two. */
  static List<Way> through(
      GenerativeModel model, Dataset rows, Posterior posterior, List<Condition> conditions) {
    List<int[]> pairs = pairs(rows, conditions);
    return pairs.stream()
        .limit(MOST)
        .map(
            pair -> {
              float[] from = posterior.mean(pair[0]);
              float[] to = posterior.mean(pair[1]);
              Samples samples =
                  model.decode(Interpolation.linear(from, to, STEPS), rows.condition(pair[0]));
              return new Way(pair[0], pair[1], samples);
            })
        .toList();
  }

  private static List<int[]> pairs(Dataset rows, List<Condition> conditions) {
    Map<Condition, List<Integer>> rowsOf = new LinkedHashMap<>();
    conditions.forEach(condition -> rowsOf.put(condition, new ArrayList<>()));
    for (int row = 0; row < rows.size(); row++) {
      List<Integer> same = rowsOf.get(rows.condition(row));
      if (same != null && same.size() < 2 * MOST) {
        same.add(row);
      }
    }
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < 2 * MOST; i += 2) {
      for (List<Integer> same : rowsOf.values()) {
        if (i + 1 < same.size()) {
          pairs.add(new int[] {same.get(i), same.get(i + 1)});
        }
      }
    }
    return pairs.isEmpty() ? neighbours(rows) : pairs;
  }

  private static List<int[]> neighbours(Dataset rows) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < Math.min(rows.size(), 2 * MOST); i += 2) {
      pairs.add(new int[] {i, i + 1});
    }
    return pairs;
  }
}
