package dev.cvae.benchmarks;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.random.RandomStream;
import java.nio.FloatBuffer;

/**
 * Grey values in [0, 1] as the probabilities of white: each shuffled pass draws black or white
 * pixels anew, as the papers on importance weighting do; passes in order always draw the same.
 *
 * @param greys the data
 */
record Binarised(DataSource greys) implements DataSource {
  @Override
  public String name() {
    return greys.name() + ", binarised";
  }

  @Override
  public Shape shape() {
    return greys.shape();
  }

  @Override
  public ConditionSchema conditions() {
    return greys.conditions();
  }

  @Override
  public long size() {
    return greys.size();
  }

  @Override
  public Batches inOrder() {
    return new Pass(greys.inOrder(), RandomStream.of(0).split("pixels"));
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(greys.shuffled(order), order.split("pixels"));
  }

  private static final class Pass implements Batches {
    private final Batches batches;
    private final RandomStream random;
    private long position;

    Pass(Batches batches, RandomStream random) {
      this.batches = batches;
      this.random = random;
    }

    @Override
    public boolean next(Batch batch) {
      boolean any = batches.next(batch);
      FloatBuffer x = batch.x();
      for (int i = 0; i < x.limit(); i++) {
        x.put(i, random.uniform(position++) < x.get(i) ? 1f : 0f);
      }
      return any;
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}
