package dev.cvae.samples.view;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The figures of a fit's epochs as the lines of a table, in nats per example. */
public final class EpochRows {
  private static final String GROUPS = "%5s  %-25s  %s";
  private static final String NAMES = "%5s  %8s %10s %5s  %8s %10s %5s";
  private static final int FIGURES_WIDTH = 25;

  private EpochRows() {}

  /**
   * The table of a finished fit.
   *
   * @param history its figures
   * @return the head's lines and a line an epoch
   */
  public static List<String> table(TrainingHistory history) {
    return Stream.concat(head().stream(), history.epochs().stream().map(EpochRows::row)).toList();
  }

  static List<String> head() {
    String loss = "-ELBO";
    return List.of(
        GROUPS.formatted("", "train, nats per example", "test, nats per example"),
        NAMES.formatted("epoch", loss, "reconstr.", "KL", loss, "reconstr.", "KL"));
  }

  static String row(EpochResult epoch) {
    String test = epoch.validation().map(EpochRows::figures).orElse(" ".repeat(FIGURES_WIDTH));
    return "%5d  %s  %s".formatted(epoch.epoch(), figures(epoch.train()), test);
  }

  private static String figures(Evaluation e) {
    return String.format(Locale.ROOT, "%8.2f %10.2f %5.2f", -e.elbo(), e.reconstruction(), e.kl());
  }
}
