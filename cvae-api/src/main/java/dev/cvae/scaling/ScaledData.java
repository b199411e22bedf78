package dev.cvae.scaling;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.data.ValueRange;
import dev.cvae.random.RandomStream;

/** Data as the networks see it: another's rows, scaled while a batch is filled. */
public final class ScaledData implements DataSource {
  private final FittedScaling scaling;
  private final DataSource data;

  private ScaledData(FittedScaling scaling, DataSource data) {
    this.scaling = scaling;
    this.data = data;
  }

  /**
   * Some data, scaled.
   *
   * @param scaling fits the data's shape
   * @param data in its own units
   * @return the data itself if there is nothing to scale
   */
  public static DataSource of(FittedScaling scaling, DataSource data) {
    return scaling.isNone() ? data : new ScaledData(scaling, data);
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public Shape shape() {
    return data.shape();
  }

  @Override
  public ConditionSchema conditions() {
    return data.conditions();
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public Batches inOrder() {
    return new Pass(data.inOrder());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(data.shuffled(order));
  }

  /** That of the data in its own units. */
  @Override
  public String fingerprint() {
    return data.fingerprint();
  }

  /** The range is that of scaled values; the fingerprint that of the data in its own units. */
  @Override
  public String inspect(ValueRange range, ConditionSchema schema) {
    requireWithin(range);
    return data.inspect(ValueRange.finite(range.missing()), schema);
  }

  @Override
  public void requireConditions(ConditionSchema schema) {
    data.requireConditions(schema);
  }

  private final class Pass implements Batches {
    private final Batches rows;
    private final float[] row = new float[shape().size()];

    Pass(Batches rows) {
      this.rows = rows;
    }

    @Override
    public boolean next(Batch batch) {
      boolean more = rows.next(batch);
      for (int i = 0; i < batch.rows(); i++) {
        batch.x().get(i * row.length, row);
        scaling.scale(row);
        batch.x().put(i * row.length, row);
      }
      return more;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
