package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Data that remembers the first rows of its latest pass, as far as that has come: a sample that is
 * at hand when a fit ends, without another pass. In a shuffled pass they are rows drawn at random.
 */
public final class RememberedData implements DataSource {
  private final DataSource data;
  private final Batch rows;
  private @Nullable Pass latest;

  /**
   * Remembers rows of some data.
   *
   * @param data the rows
   * @param rows filled with as many as fit, with the fields of its schema
   */
  public RememberedData(DataSource data, Batch rows) {
    this.data = data;
    this.rows = rows;
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
    return remembered(data.inOrder());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return remembered(data.shuffled(order));
  }

  private synchronized Batches remembered(Batches batches) {
    rows.rows(0);
    latest = new Pass(batches);
    return latest;
  }

  private synchronized void remember(Pass pass, Batch batch) {
    int first = rows.rows();
    int count = Math.min(batch.rows(), rows.capacity() - first);
    if (pass == latest && count > 0) {
      rows.rows(first + count);
      BatchRows.copy(batch, 0, rows, first, count);
    }
  }

  /** A pass whose rows are remembered until another begins. */
  private final class Pass implements Batches {
    private final Batches batches;

    Pass(Batches batches) {
      this.batches = batches;
    }

    @Override
    public boolean next(Batch batch) {
      boolean more = batches.next(batch);
      if (more) {
        remember(this, batch);
      }
      return more;
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}
