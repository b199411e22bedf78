package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;

/** Says it has a thousand rows of 3 million values; a pass ends at once, so only buffers count. */
public final class ManyLargePhotographs implements DataSource {
  @Override
  public String name() {
    return "photographs";
  }

  @Override
  public Shape shape() {
    return Shape.of(3, 1024, 1024);
  }

  @Override
  public ConditionSchema conditions() {
    return ConditionSchema.none();
  }

  @Override
  public long size() {
    return 1000;
  }

  @Override
  public Batches inOrder() {
    return new Batches() {
      @Override
      public boolean next(Batch batch) {
        batch.rows(0);
        return false;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return inOrder();
  }
}
