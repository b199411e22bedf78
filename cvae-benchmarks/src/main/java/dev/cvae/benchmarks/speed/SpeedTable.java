package dev.cvae.benchmarks.speed;

import static dev.cvae.benchmarks.speed.Comparison.ALONE;
import static dev.cvae.benchmarks.speed.Comparison.DIFFERENCE;
import static dev.cvae.benchmarks.speed.Comparison.EXCESS;
import static dev.cvae.benchmarks.speed.Comparison.RATIO;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table in docs/benchmarks.md: its rows with their bars, and what it was taken on. */
final class SpeedTable {
  private static final String HEAD =
      """
      | what; against which peer | this library | peer | compared, pair by pair | bar | pairs |
      | --- | --- | --- | --- | --- | --- |
      """;

  static final List<SpeedRow> ROWS =
      Stream.of(training(), images(), start(), memory()).flatMap(List::stream).toList();

  private SpeedTable() {}

  private static List<SpeedRow> training() {
    String speed = "samples_per_second";
    String loss = "test_negative_elbo";
    return List.of(
        new SpeedRow(
            "training, float32, samples/s; PyTorch, article's loop",
            "training-article",
            speed,
            RATIO,
            Bar.atLeast(1.8)),
        new SpeedRow(
            "training, float32, samples/s; PyTorch, tuned",
            "training-tuned",
            speed,
            RATIO,
            Bar.atLeast(1.1)),
        new SpeedRow(
            "training, mixed precision, samples/s; PyTorch, bf16 autocast",
            "training-mixed",
            speed,
            RATIO,
            Bar.atLeast(1.1)),
        new SpeedRow(
            "training, float32, samples/s; DeepLearning4J",
            "training-dl4j",
            speed,
            RATIO,
            Bar.atLeast(7)),
        new SpeedRow(
            "an epoch, float32, s; its matrix products alone",
            "products",
            "epoch_seconds",
            EXCESS,
            Bar.atMost(1)),
        new SpeedRow(
            "test −ELBO, float32, nats; PyTorch, tuned",
            "training-tuned",
            loss,
            DIFFERENCE,
            Bar.none()),
        new SpeedRow(
            "test −ELBO, mixed precision, nats; PyTorch, bf16 autocast",
            "training-mixed",
            loss,
            DIFFERENCE,
            Bar.none()));
  }

  private static List<SpeedRow> images() {
    String many = "images_per_second";
    String one = "one_image_us";
    String tail = "p99_over_median";
    return List.of(
        new SpeedRow(
            "10,000 images at once, runtime, images/s; PyTorch, inference mode",
            "images-runtime",
            many,
            RATIO,
            Bar.atLeast(1.1)),
        new SpeedRow(
            "10,000 images at once, DJL, images/s; PyTorch, inference mode",
            "images-djl",
            many,
            RATIO,
            Bar.atLeast(1.1)),
        new SpeedRow(
            "10,000 images at once, DJL, images/s; the decoder's matrix products alone",
            "images-products",
            many,
            RATIO,
            Bar.none()),
        new SpeedRow(
            "one image, runtime, median µs; PyTorch, inference mode",
            "images-runtime",
            one,
            RATIO,
            Bar.atMost(1)),
        new SpeedRow(
            "one image, DJL, median µs; PyTorch, inference mode",
            "images-djl",
            one,
            RATIO,
            Bar.atMost(1)),
        new SpeedRow(
            "single images on 8 threads, runtime, images/s; on one thread",
            "threads-runtime",
            many,
            RATIO,
            Bar.atLeast(1.7)),
        new SpeedRow(
            "single images on 8 threads, runtime, p99 / median",
            "threads-runtime",
            tail,
            ALONE,
            Bar.atMost(10)),
        new SpeedRow(
            "single images on 8 threads, DJL, images/s; on one thread",
            "threads-djl",
            many,
            RATIO,
            Bar.atLeast(1.7)),
        new SpeedRow(
            "single images on 8 threads, DJL, p99 / median",
            "threads-djl",
            tail,
            ALONE,
            Bar.atMost(10)));
  }

  private static List<SpeedRow> start() {
    String first = "first_output_ms";
    return List.of(
        new SpeedRow(
            "process start to first image, runtime, ms",
            "start-runtime",
            first,
            ALONE,
            Bar.atMost(1500)),
        new SpeedRow(
            "process start to first image, runtime, ms; Python with PyTorch",
            "start-runtime",
            first,
            RATIO,
            Bar.atMost(1)),
        new SpeedRow(
            "process start to first image, DJL, ms", "start-djl", first, ALONE, Bar.atMost(1500)),
        new SpeedRow(
            "process start to first image, DJL, ms; Python with PyTorch",
            "start-djl",
            first,
            RATIO,
            Bar.atMost(1)));
  }

  private static List<SpeedRow> memory() {
    return List.of(
        new SpeedRow(
            "peak memory of a process that trains, MiB; PyTorch, article's loop",
            "training-article",
            "peak_mib",
            RATIO,
            Bar.atMost(1)),
        new SpeedRow(
            "heap allocated a training step, bytes",
            "long-fit",
            "allocated_bytes_per_step",
            ALONE,
            Bar.none()),
        new SpeedRow(
            "memory of the process after a tenth of the steps, MiB",
            "long-fit",
            "early_mib",
            ALONE,
            Bar.none()),
        new SpeedRow(
            "what the other steps added to it, MiB", "long-fit", "growth_mib", ALONE, Bar.none()));
  }

  /** The table in Markdown, and below it where it comes from. */
  static String render(List<Pair> pairs, String machine) {
    String rows = ROWS.stream().map(row -> row.render(pairs)).collect(Collectors.joining("\n"));
    return HEAD + rows + "\n\n" + origin(pairs, machine) + "\n";
  }

  private static String origin(List<Pair> pairs, String machine) {
    if (pairs.isEmpty()) {
      return "Not measured yet.";
    }
    TreeSet<String> dates = new TreeSet<>();
    TreeMap<String, String> facts = new TreeMap<>();
    for (Pair pair : pairs) {
      dates.add(pair.date());
      pair.sides().forEach(side -> facts.putAll(side.facts()));
    }
    String days =
        dates.size() == 1 ? dates.first() : "%s to %s".formatted(dates.first(), dates.last());
    String versions =
        facts.entrySet().stream()
            .map(fact -> fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining(", "));
    return "Taken %s on %s; %s.".formatted(days, machine, versions);
  }
}
