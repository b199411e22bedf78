package dev.cvae.spi;

import dev.cvae.file.TrainingState;
import dev.cvae.training.TrainingHistory;

/** Where a backend leaves word of a fit on its way, between two batches. */
public interface CheckpointWriter {
  /**
   * Whether it is time.
   *
   * @param steps how many batches are done
   * @return true if {@link #write} is to be called now
   */
  boolean due(long steps);

  /**
   * Keeps a checkpoint.
   *
   * @param networks the model so far
   * @param finished the figures of the finished epochs
   * @param state where the fit stands
   */
  void write(Networks networks, TrainingHistory finished, TrainingState state);

  /**
   * Never asks for one.
   *
   * @return the writer
   */
  static CheckpointWriter none() {
    return new CheckpointWriter() {
      @Override
      public boolean due(long steps) {
        return false;
      }

      @Override
      public void write(Networks networks, TrainingHistory finished, TrainingState state) {}
    };
  }
}
