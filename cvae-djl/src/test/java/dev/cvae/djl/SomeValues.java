package dev.cvae.djl;

import dev.cvae.spi.FitTask;

/** A fit's initial weights, but with values other than zero for those that start at zero. */
record SomeValues(InitialValues.Drawn drawn) implements InitialValues {
  SomeValues(FitTask task) {
    this(new InitialValues.Drawn(task));
  }

  @Override
  public float[] of(String name, long[] shape, long fanIn) {
    return drawn.of(name, shape, fanIn);
  }

  @Override
  public float[] zeros(String name, long[] shape) {
    return of(name, shape, 4); // within ±½
  }

  @Override
  public float[] rows(String name, int count, int features) {
    return drawn.rows(name, count, features);
  }

  @Override
  public boolean coversAll() {
    return drawn.coversAll();
  }
}
