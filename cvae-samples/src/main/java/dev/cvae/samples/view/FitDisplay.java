package dev.cvae.samples.view;

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
 *   cvae.toBuilder().listener(display.listener()).build().fit(train, test);
 * }
 * }</pre>
 */
public final class FitDisplay implements AutoCloseable {
  private final EpochBar bar;
  private final TrainingListener listener;

  private FitDisplay(EpochBar bar, TrainingListener listener) {
    this.bar = bar;
    this.listener = listener;
  }

  /**
   * A display for one fit.
   *
   * @param out takes the lines of the table; the bar goes to the terminal
   * @return the display, to be closed after the fit, also after one that failed
   */
  public static FitDisplay on(Consumer<String> out) {
    EpochBar bar = new EpochBar();
    EpochTable table = new EpochTable(out);
    return new FitDisplay(
        bar, atTerminal() ? bar.andThen(table) : table); // the bar goes, the row comes
  }

  /**
   * A display that shows nothing.
   *
   * @return the display
   */
  public static FitDisplay none() {
    return new FitDisplay(new EpochBar(), TrainingListener.none());
  }

  /**
   * What hears the fit.
   *
   * @return the listener
   */
  public TrainingListener listener() {
    return listener;
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
