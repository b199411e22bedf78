package dev.cvae.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.DataSource;
import dev.cvae.mnist.Idx;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trains one epoch from a file in a heap of 256 MiB, and one on the same rows in memory, in turn,
 * each in a JVM of its own; prints the rows a second of each.
 *
 * <pre>
 * Streaming rows 5000000 3      writes the file, if it is not there; three of each
 * </pre>
 */
public final class Streaming {

  private Streaming() {}

  /**
   * Runs all, or one.
   *
   * @param args the folder, how many rows, and how often; or the folder, {@code file} or {@code
   *     memory}
   * @throws Exception if a file cannot be written or a JVM not started
   */
  public static void main(String[] args) throws Exception {
    Path images = Path.of(args[0], "images-idx2-ubyte");
    Path labels = Path.of(args[0], "labels-idx1-ubyte");
    switch (args[1]) {
      case "file" -> train("file", Idx.open(images, labels, PatternFiles.CLASSES));
      case "memory" -> train("memory", Idx.read(images, labels, PatternFiles.CLASSES));
      default -> {
        if (!Files.exists(images)) {
          PatternFiles.write(images, labels, Integer.parseInt(args[1]));
        }
        compare(args[0], Integer.parseInt(args[2]));
      }
    }
  }

  private static void compare(String folder, int times) throws Exception {
    double[] ratios = new double[times];
    for (int i = 0; i < times; i++) {
      boolean fileFirst = i % 2 == 0;
      double first = fileFirst ? run("-Xmx256m", folder, "file") : run("-Xmx2g", folder, "memory");
      double second = fileFirst ? run("-Xmx2g", folder, "memory") : run("-Xmx256m", folder, "file");
      ratios[i] = fileFirst ? first / second : second / first;
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT, "file / memory: %.3f (median of %d)%n", ratios[times / 2], times);
  }

  /** Rows a second that another JVM prints at the end of its line. */
  private static double run(String heap, String folder, String from) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Streaming.class.getName(), folder, from));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(line);
    }
    System.out.println(heap + " " + line);
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static void train(String from, DataSource rows) {
    List<EpochProgress> epochs = new ArrayList<>();
    Cvae cvae =
        Cvae.builder()
            .latent(8)
            .hidden(64)
            .batchSize(256)
            .epochs(1)
            .listener(TrainingListener.eachEpoch(epochs::add))
            .build();
    long begin = System.nanoTime();
    try (GenerativeModel model = cvae.fit(rows)) {
      EpochProgress epoch = epochs.get(0);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double training = rows.size() / epoch.examplesPerSecond();
      System.out.printf(
          Locale.ROOT,
          "%s: %s; -ELBO %.4f; before the first step %.1f s; CPU %.1f s; rows/s %.0f%n",
          from,
          rows,
          -model.history().last().train().elbo(),
          seconds - training,
          cpu().toMillis() / 1e3,
          epoch.examplesPerSecond());
    }
  }

  private static Duration cpu() {
    return Duration.ofNanos(
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime());
  }
}
