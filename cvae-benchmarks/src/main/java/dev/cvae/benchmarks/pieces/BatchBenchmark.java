package dev.cvae.benchmarks.pieces;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What Java does for a batch of 128 digits before the engine has it: gather rows, draw noise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchBenchmark {
  private static final int ROWS = 128;
  private static final int LATENT = 256;

  private final Dataset digits = Mnist.train();
  private final Batch batch = new Batch(ROWS, digits.shape(), digits.conditions());
  private final RandomStream random = RandomStream.of(0);
  private final FloatBuffer noise =
      ByteBuffer.allocateDirect(ROWS * LATENT * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
  private Batches pass = digits.shuffled(random);
  private long position;

  /** The next rows of a shuffled pass, and a new pass at its end. */
  @Benchmark
  public int gather() {
    if (!pass.next(batch)) {
      pass.close();
      pass = digits.shuffled(random.split(position++));
      pass.next(batch);
    }
    return batch.rows();
  }

  /** Normal draws, 256 a row. */
  @Benchmark
  public FloatBuffer noise() {
    random.normals(position, noise.clear());
    position += noise.capacity();
    return noise;
  }

  /** Ends the pass. */
  @TearDown
  public void close() {
    pass.close();
  }
}
