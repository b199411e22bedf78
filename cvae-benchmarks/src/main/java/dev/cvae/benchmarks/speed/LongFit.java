package dev.cvae.benchmarks.speed;

import com.sun.management.ThreadMXBean;
import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
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

  private LongFit(long steps) {
    this.steps = steps;
  }

  public static void main(String[] args) {
    LongFit fit = new LongFit(Long.parseLong(args[0]));
    Cvae cvae = Cvae.builder().latent(256).steps(fit.steps).listener(fit).build();
    try (GenerativeModel model = cvae.fit(Mnist.train())) {
      System.out.printf(
          Locale.ROOT,
          "{\"allocated_bytes_per_step\": %.0f, \"early_mib\": %.1f, \"late_mib\": %.1f,"
              + " \"growth_mib\": %.1f, \"engine\": \"%s\"}%n",
          (fit.late.allocated - fit.early.allocated) / (0.9 * fit.steps),
          fit.early.resident,
          fit.late.resident,
          fit.late.resident - fit.early.resident,
          model.provenance().engine());
    }
  }

  @Override
  public Signal batchDone(BatchProgress progress) {
    done++;
    if (done == steps / 10) {
      early = Stand.now();
    } else if (done == steps) {
      late = Stand.now();
    }
    return Signal.CONTINUE;
  }
}
