package dev.cvae.report;

import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.io.Console;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows a fit while it runs: a table with a row an epoch and, where somebody sits at a terminal, a
 * progress bar below it.
 *
 * <pre>{@code
 * try (FitDisplay display = FitDisplay.on(System.out::println)) {
 *   Cvae.builder().latent(20).listener(display).build().fit(train, test);
 * }
 * }</pre>
 *
 * <p>Without a terminal, as on a build server, there are plain lines and nothing else. Closing it
 * takes the bar of a fit that was broken off from its line; it starts no thread and holds nothing.
 */
public final class FitDisplay implements TrainingListener, AutoCloseable {
  private final EpochBar bar;
  private final TrainingListener all;

  private FitDisplay(EpochBar bar, TrainingListener all) {
    this.bar = bar;
    this.all = all;
  }

  /**
   * A display for one fit.
   *
   * @param out takes the lines of the table; the bar goes to the terminal's error stream
   * @return the display
   */
  public static FitDisplay on(Consumer<String> out) {
    EpochBar bar = new EpochBar(System.err::print, System::nanoTime);
    TrainingListener table = EpochTable.printing(out);
    return new FitDisplay(
        bar, atTerminal() ? bar.andThen(table) : table); // the bar goes, the row comes
  }

  /**
   * A display that shows nothing.
   *
   * @return the display
   */
  public static FitDisplay none() {
    return new FitDisplay(new EpochBar(text -> {}, System::nanoTime), TrainingListener.none());
  }

  @Override
  public Signal batchDone(BatchProgress progress) {
    return all.batchDone(progress);
  }

  @Override
  public Signal epochDone(EpochProgress progress) {
    return all.epochDone(progress);
  }

  @Override
  public void close() {
    bar.close();
  }

  private static boolean atTerminal() {
    return Optional.ofNullable(System.console()).filter(FitDisplay::isTerminal).isPresent();
  }

  /** Since JDK 22 there may be a console without a terminal, which this method of its tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // an older JDK, where a console is a terminal
    }
  }
}
