package dev.cvae.testkit;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.random.RandomStream;

/** Data as a user brings it from elsewhere: answers as another does, until a test overrides it. */
class Data implements DataSource {
  private final DataSource rows;

  Data(DataSource rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public Shape shape() {
    return rows.shape();
  }

  @Override
  public ConditionSchema conditions() {
    return rows.conditions();
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public Batches inOrder() {
    return rows.inOrder();
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return rows.shuffled(order);
  }
}
