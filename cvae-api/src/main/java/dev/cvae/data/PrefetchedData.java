package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;

/**
 * Another source whose passes are {@link Prefetched}; its checks and fingerprint are its own.
 *
 * @param data the source
 */
record PrefetchedData(DataSource data) implements DataSource {
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
    return new Prefetched(data.inOrder(), shape(), name());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Prefetched(data.shuffled(order), shape(), name());
  }

  @Override
  public DataSource prefetched() {
    return this;
  }

  @Override
  public String fingerprint() {
    return data.fingerprint();
  }

  @Override
  public String inspect(ValueRange range, ConditionSchema schema) {
    return data.inspect(range, schema);
  }

  @Override
  public void requireWithin(ValueRange range) {
    data.requireWithin(range);
  }

  @Override
  public void requireConditions(ConditionSchema schema) {
    data.requireConditions(schema);
  }

  @Override
  public String toString() {
    return data.toString();
  }
}
