package dev.cvae.samples.view;

import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a fit's figures while it runs: a head, then a row an epoch, with its speed. */
final class EpochTable implements TrainingListener {
  private final Consumer<String> out;

  EpochTable(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public Signal epochDone(EpochProgress progress) {
    if (progress.result().epoch() == 1) {
      List<String> head = EpochRows.head();
      out.accept(head.get(0));
      out.accept(head.get(1) + "  examples/s");
    }
    String row = EpochRows.row(progress.result());
    out.accept(row + String.format(Locale.ROOT, "  %,10.0f", progress.examplesPerSecond()));
    return Signal.CONTINUE;
  }
}
