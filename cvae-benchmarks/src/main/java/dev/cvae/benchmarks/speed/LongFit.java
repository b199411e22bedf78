package dev.cvae.benchmarks.speed;

import com.sun.management.ThreadMXBean;
import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.mnist.Mnist;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a step of a fit leaves behind: bytes allocated in the heap, and memory of the process after
 * a tenth of the steps and after all. To tell the engine's memory from the heap's, the heap should
 * be touched beforehand: {@code -Xms512m -Xmx512m -XX:+AlwaysPreTouch}.
 *
 * <pre>
 * LongFit 10000
 * </pre>
 */
final class LongFit implements TrainingListener {
  /** Of fewer steps there is no tenth. */
  static final int FEWEST = 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * How things stood after a step.
   *
   * @param allocated by all threads since they were started, in bytes
   * @param resident of the whole process, in MiB
   */
  private record Stand(long allocated, double resident) {
    static final Stand NONE = new Stand(0, 0);

    static Stand now() {
      try {
        return new Stand(
            Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).sum(),
            ProcessMemory.resident());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final long steps;
  private long done;
  private Stand early = Stand.NONE;
  private Stand late = Stand.NONE;

  LongFit(long steps) {
    if (steps < FEWEST) {
      throw InvalidSettingException.of("steps", "must be at least " + FEWEST, steps);
    }
    this.steps = steps;
  }

  /** Those before the early reading: a tenth, rounded down. */
  private long earlySteps() {
    return steps / 10;
  }

  public static void main(String[] args) {
    LongFit fit = new LongFit(Long.parseLong(args[0]));
    Cvae cvae = Cvae.builder().latent(256).steps(fit.steps).listener(fit).build();
    try (GenerativeModel model = cvae.fit(Mnist.train())) {
      System.out.printf(
          Locale.ROOT,
          "{\"allocated_bytes_per_step\": %.0f, \"early_mib\": %.1f, \"late_mib\": %.1f,"
              + " \"growth_mib\": %.1f, \"engine\": \"%s\"}%n",
          fit.allocatedPerStep(),
          fit.early.resident,
          fit.late.resident,
          fit.late.resident - fit.early.resident,
          model.provenance().engine());
    }
  }

  private double allocatedPerStep() {
    return (double) (late.allocated - early.allocated) / (steps - earlySteps());
  }

  @Override
  public Signal batchDone(BatchProgress progress) {
    done++;
    if (done == earlySteps()) {
      early = Stand.now();
    } else if (done == steps) {
      late = Stand.now();
    }
    return Signal.CONTINUE;
  }
}
