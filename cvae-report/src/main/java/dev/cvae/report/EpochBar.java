package dev.cvae.report;

import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A progress bar an epoch on one line of a terminal, with the time left until the fit ends. It
 * vanishes when its epoch is done, and leaves the line to the epoch's figures.
 *
 * <pre>
 * epoch 3/10 [==============&gt;               ]  47 %  -ELBO 104.3  0:00:41 left
 * </pre>
 */
final class EpochBar implements TrainingListener, AutoCloseable {
  private static final int WIDTH = 30;
  private static final long BETWEEN_FRAMES = 100_000_000; // ns

  private final Consumer<String> terminal;
  private final LongSupplier nanoTime;
  private int shown; // characters on the line
  private long lastFrame;

  /**
   * A bar.
   *
   * @param terminal takes text without line ends
   * @param nanoTime the clock
   */
  EpochBar(Consumer<String> terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public Signal batchDone(BatchProgress progress) {
    long now = nanoTime.getAsLong();
    if (shown == 0 || now - lastFrame >= BETWEEN_FRAMES) {
      show(line(progress));
      lastFrame = now;
    }
    return Signal.CONTINUE;
  }

  @Override
  public Signal epochDone(EpochProgress progress) {
    close();
    return Signal.CONTINUE;
  }

  /** Takes the bar off the screen, also that of an epoch that was broken off. */
  @Override
  public void close() {
    if (shown > 0) {
      show("");
      terminal.accept("\r");
    }
  }

  /** Over the line before, of which nothing may be left. */
  private void show(String line) {
    terminal.accept("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    shown = line.length();
  }

  private static String line(BatchProgress progress) {
    double done = (double) progress.batch() / progress.batches();
    int full = (int) (done * WIDTH);
    String bar =
        full == WIDTH ? "=".repeat(WIDTH) : "=".repeat(full) + ">" + " ".repeat(WIDTH - full - 1);
    return String.format(
        Locale.ROOT,
        "epoch %d/%d [%s] %3.0f %%  -ELBO %.1f  %s left",
        progress.epoch(),
        progress.epochs(),
        bar,
        100 * done,
        -progress.train().elbo(),
        text(progress.timeLeft()));
  }

  private static String text(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
