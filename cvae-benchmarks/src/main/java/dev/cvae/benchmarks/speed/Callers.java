package dev.cvae.benchmarks.speed;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that generate single images from one model, each the next as soon as it has one.
 *
 * <pre>
 * Callers digits.safetensors 8
 * </pre>
 */
final class Callers {
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(5);

  private Callers() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    int threads = Integer.parseInt(args[1]);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (GenerativeModel model = GenerativeModel.load(Path.of(args[0]))) {
      latencies(model, callers, threads, WARM_UP);
      double[] micros = latencies(model, callers, threads, MEASURED);
      double median = Spread.median(micros);
      double p99 = Spread.quantile(micros, 0.99);
      System.out.printf(
          Locale.ROOT,
          "{\"images_per_second\": %.1f, \"median_us\": %.2f, \"p99_us\": %.2f,"
              + " \"p99_over_median\": %.3f}%n",
          micros.length / (MEASURED.toNanos() / 1e9),
          median,
          p99,
          p99 / median);
    } finally {
      callers.shutdown();
    }
  }

  /** Of all calls of all threads, in microseconds. */
  private static double[] latencies(
      GenerativeModel model, ExecutorService callers, int threads, Duration time)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<double[]>> calls = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      calls.add(callers.submit(() -> callUntil(end, model)));
    }
    double[] all = {};
    for (Future<double[]> some : calls) {
      double[] more = some.get();
      double[] longer = Arrays.copyOf(all, all.length + more.length);
      System.arraycopy(more, 0, longer, all.length, more.length);
      all = longer;
    }
    return all;
  }

  private static double[] callUntil(long end, GenerativeModel model) {
    double[] micros = new double[1 << 16];
    int calls = 0;
    for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
      model.generate(Condition.label(7), 1);
      if (calls == micros.length) {
        micros = Arrays.copyOf(micros, 2 * calls);
      }
      micros[calls++] = (System.nanoTime() - begin) / 1e3;
    }
    return Arrays.copyOf(micros, calls);
  }
}
