package dev.cvae.djl;

import dev.cvae.spi.FitTask;

/** A fit's initial weights, but with a log σ that is not the data's. */
record SomeValues(InitialValues.Drawn drawn) implements InitialValues {
  SomeValues(FitTask task) {
    this(new InitialValues.Drawn(task));
  }

  @Override
  public float[] of(String name, long[] shape, long fanIn) {
    return drawn.of(name, shape, fanIn);
  }

  @Override
  public float[] logSigma(String name, int sigmas, int first, int features) {
    return of(name, new long[] {sigmas}, 4); // within ±½
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
