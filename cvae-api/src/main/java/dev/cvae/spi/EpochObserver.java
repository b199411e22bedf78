package dev.cvae.spi;

import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingHistory;

/** Whom a backend shows the model in training, between two epochs and before the listener. */
@FunctionalInterface
public interface EpochObserver {
  /**
   * An epoch is done, validation included.
   *
   * @param progress where the fit stands
   * @param finished the figures of the finished epochs, this one included
   * @param networks the model so far, to be asked until this method returns, and not to be closed
   */
  void epochDone(EpochProgress progress, TrainingHistory finished, Networks networks);

  /**
   * Does not look.
   *
   * @return the observer
   */
  static EpochObserver none() {
    return (progress, finished, networks) -> {};
  }
}
