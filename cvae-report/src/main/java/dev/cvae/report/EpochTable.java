package dev.cvae.report;

import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The figures of a fit's epochs as the lines of a table, in nats per example. */
public final class EpochTable {
  private static final String GROUPS = "%5s  %-25s  %s";
  private static final String NAMES = "%5s  %8s %10s %5s  %8s %10s %5s";
  private static final int FIGURES_WIDTH = 25;

  private EpochTable() {}

  /**
   * The table of a finished fit.
   *
   * @param history its figures
   * @return the head's lines and a line an epoch
   */
  public static List<String> of(TrainingHistory history) {
    return Stream.concat(head().stream(), history.epochs().stream().map(EpochTable::row)).toList();
  }

  /**
   * Prints the table while a fit runs: a head, then a row an epoch, with its speed; of a resumed
   * fit, the epochs that are left.
   *
   * @param out takes the lines
   * @return a listener for one fit, that never stops it
   */
  static TrainingListener printing(Consumer<String> out) {
    AtomicBoolean begun = new AtomicBoolean();
    return TrainingListener.eachEpoch(
        progress -> {
          if (!begun.getAndSet(true)) {
            List<String> head = head();
            out.accept(head.get(0));
            out.accept(head.get(1) + "  examples/s");
          }
          print(progress, out);
        });
  }

  private static void print(EpochProgress progress, Consumer<String> out) {
    String row = row(progress.result());
    out.accept(row + String.format(Locale.ROOT, "  %,10.0f", progress.examplesPerSecond()));
  }

  private static List<String> head() {
    String loss = "-ELBO";
    return List.of(
        GROUPS.formatted("", "train, nats per example", "validation, nats per example"),
        NAMES.formatted("epoch", loss, "reconstr.", "KL", loss, "reconstr.", "KL"));
  }

  private static String row(EpochResult epoch) {
    String validation =
        epoch.validation().map(EpochTable::figures).orElse(" ".repeat(FIGURES_WIDTH));
    return "%5d  %s  %s".formatted(epoch.epoch(), figures(epoch.train()), validation);
  }

  private static String figures(Evaluation e) {
    return String.format(Locale.ROOT, "%8.2f %10.2f %5.2f", -e.elbo(), e.reconstruction(), e.kl());
  }
}
