package dev.cvae.benchmarks.pieces;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A training step of the article's model, batch 128: a fit of 500, its beginning and end shared.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrainingBenchmark {
  private static final int STEPS = 500;

  private final Dataset digits = Mnist.train().first(12_800);
  private final Cvae cvae = Cvae.builder().latent(256).steps(STEPS).build();

  /** A fit, of which JMH reports the time a step. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public double step() {
    try (GenerativeModel model = cvae.fit(digits)) {
      return model.history().last().train().elbo();
    }
  }
}
