package dev.cvae.samples.view;

import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar an epoch, on the error stream of a terminal, with the time left until the fit
 * ends. It vanishes when its epoch is done, and leaves the line to the epoch's figures.
 */
final class EpochBar implements TrainingListener, AutoCloseable {
  private static final int MILLIS_BETWEEN_FRAMES = 200;

  private @Nullable ProgressBar bar;
  private volatile Duration timeLeft = Duration.ZERO; // read by the thread that draws

  @Override
  public Signal batchDone(BatchProgress progress) {
    timeLeft = progress.timeLeft();
    ProgressBar shown = bar == null ? open(progress) : bar;
    bar = shown;
    shown.stepTo(progress.batch());
    shown.setExtraMessage(String.format(Locale.ROOT, "-ELBO %.1f", -progress.train().elbo()));
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
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar open(BatchProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName(String.format("epoch %d/%d", progress.epoch(), progress.epochs()))
        .setInitialMax(progress.batches())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(MILLIS_BETWEEN_FRAMES)
        .setEtaFunction(state -> Optional.of(timeLeft))
        .setConsumer(new OneLine())
        .clearDisplayOnFinish()
        .build();
  }

  /**
   * A line that is drawn over and over; the library's own leaves an empty one behind each epoch.
   */
  private static final class OneLine extends ConsoleProgressBarConsumer {
    OneLine() {
      super(System.err);
    }

    @Override
    public void close() {
      System.err.flush();
    }
  }
}
