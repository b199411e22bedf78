package dev.cvae.djl;

import dev.cvae.spi.FitTask;
import dev.cvae.training.TrainingHistory.End;
import dev.cvae.training.TrainingListener.Signal;
import dev.cvae.training.TrainingSettings;
import java.util.Optional;

/** Says when a fit ends, and why. */
final class Ending {
  private final TrainingSettings settings;
  private final long steps;
  private final Place place;
  private final Stopwatch watch;

  Ending(FitTask task, Place place, Stopwatch watch) {
    this.settings = task.settings();
    this.steps = task.steps();
    this.place = place;
    this.watch = watch;
  }

  /** After an epoch's last batch, all but the listener wait for the epoch's figures. */
  Optional<End> afterBatch(Signal signal) {
    if (signal == Signal.STOP) {
      return Optional.of(End.LISTENER);
    }
    return place.isLastOfEpoch() ? Optional.empty() : limit();
  }

  Optional<End> afterEpoch(Signal signal) {
    if (signal == Signal.STOP) {
      return Optional.of(End.LISTENER);
    }
    if (place.finished().size() == settings.epochs()) {
      return Optional.of(End.EPOCHS);
    }
    if (settings.earlyStopping().map(rule -> rule.enough(place.finished())).orElse(false)) {
      return Optional.of(End.EARLY_STOPPING);
    }
    return limit();
  }

  private Optional<End> limit() {
    if (place.steps() == steps) {
      return Optional.of(End.STEPS);
    }
    return watch.isTimeUp() ? Optional.of(End.TIME) : Optional.empty();
  }
}
