package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of a fit's epochs as the lines of a table, in nats per example. */
public final class EpochTable {
  private static final List<String> NAMES = List.of("-ELBO", "reconstr.", "KL", "constant");
  private static final int[] WIDTHS = {8, 10, 5, 8};

  private final int columns; // of each part; the constant is left out where it is 0

  private EpochTable(boolean constants) {
    columns = constants ? NAMES.size() : NAMES.size() - 1;
  }

  /** The table of the fit that has this epoch. */
  private static EpochTable with(EpochResult epoch) {
    return new EpochTable(epoch.monitored().hasConstant());
  }

  /**
   * The table of a finished fit. Under a likelihood with a constant it has a column for it: −ELBO =
   * reconstruction + KL + constant.
   *
   * @param history its figures
   * @return the head's lines and a line an epoch
   */
  public static List<String> of(TrainingHistory history) {
    List<EpochResult> epochs = history.epochs();
    EpochTable table = epochs.isEmpty() ? new EpochTable(false) : with(history.last());
    return Stream.concat(table.head().stream(), epochs.stream().map(table::row)).toList();
  }

  /**
   * Prints the table while a fit runs: a head, then a row an epoch, with its speed; of a resumed
   * fit, the epochs that are left.
   *
   * @param out takes the lines
   * @return a listener for one fit, that never stops it
   */
  static TrainingListener printing(Consumer<String> out) {
    List<EpochTable> begun = new ArrayList<>(1); // with the first epoch
    return TrainingListener.eachEpoch(
        progress -> {
          if (begun.isEmpty()) {
            begun.add(with(progress.result()));
            List<String> head = begun.get(0).head();
            out.accept(head.get(0));
            out.accept(head.get(1) + "  examples/s");
          }
          String speed = String.format(Locale.ROOT, "  %,10.0f", progress.examplesPerSecond());
          out.accept(begun.get(0).row(progress.result()) + speed);
        });
  }

  private List<String> head() {
    String names = cells(NAMES::get);
    String groups = "%5s  %-" + names.length() + "s  %s";
    return List.of(
        groups.formatted("", "train, nats per example", "validation, nats per example"),
        line("epoch", names, names));
  }

  private String row(EpochResult epoch) {
    String train = figures(epoch.train());
    String validation = epoch.validation().map(this::figures).orElse(" ".repeat(train.length()));
    return line(Integer.toString(epoch.epoch()), train, validation);
  }

  private String figures(Evaluation e) {
    double[] figures = {-e.elbo(), e.reconstruction(), e.kl(), e.constant()};
    return cells(column -> String.format(Locale.ROOT, "%.2f", figures[column]));
  }

  private String cells(IntFunction<String> text) {
    return IntStream.range(0, columns)
        .mapToObj(column -> ("%" + WIDTHS[column] + "s").formatted(text.apply(column)))
        .collect(Collectors.joining(" "));
  }

  private static String line(String epoch, String train, String validation) {
    return "%5s  %s  %s".formatted(epoch, train, validation);
  }
}
