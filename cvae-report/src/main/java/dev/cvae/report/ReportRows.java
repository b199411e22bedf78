package dev.cvae.report;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Some rows of data, in memory and with the conditions that a model knows. */
final class ReportRows {
  /** Enough for figures with two digits, few enough to be encoded in seconds. */
  static final int MOST = 5000;

  private ReportRows() {}

  static Dataset of(DataSource data, ConditionSchema schema) {
    List<float[]> rows = new ArrayList<>();
    List<Condition> conditions = new ArrayList<>();
    long[] chosen = chosen(data.size(), MOST);
    Batch batch = Batch.forPass(data, schema, 1);
    long number = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          if (rows.size() < chosen.length && number == chosen[rows.size()]) {
            float[] x = new float[data.shape().size()];
            batch.x().get(row * x.length, x);
            rows.add(x);
            conditions.add(batch.conditions().row(row));
          }
          number++;
        }
      }
    }
    return withConditions(
            Dataset.of(rows.toArray(float[][]::new), data.shape()),
            ConditionColumns.of(schema, conditions))
        .named(data.name());
  }

  private static Dataset withConditions(Dataset rows, ConditionColumns conditions) {
    Dataset labelled = rows;
    for (int field = 0; field < conditions.schema().fields().size(); field++) {
      labelled = labelled.with(conditions.column(field));
    }
    return labelled;
  }

  /** Numbers of some rows of a few, in order. */
  static int[] some(Dataset rows, int most) {
    long[] chosen = chosen(rows.size(), most);
    int[] some = new int[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = (int) chosen[i];
    }
    return some;
  }

  /**
   * Numbers of rows, all or so many at random but always the same, in order (Knuth, The Art of
   * Computer Programming 2, 3.4.2, algorithm S): evenly spaced ones might all have one label.
   */
  static long[] chosen(long size, int most) {
    RandomStream random = RandomStream.of(0).split("report");
    long[] chosen = new long[(int) Math.min(most, size)];
    int count = 0;
    for (long row = 0; count < chosen.length; row++) {
      if (random.uniform(row) * (size - row) < chosen.length - count) {
        chosen[count++] = row;
      }
    }
    return chosen;
  }
}
