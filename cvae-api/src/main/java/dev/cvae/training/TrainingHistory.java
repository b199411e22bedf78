package dev.cvae.training;

import java.util.List;

/**
 * The figures of a fit, epoch by epoch; kept in the model's file. Immutable.
 *
 * @param epochs one entry for each finished epoch, in order; shorter than asked for if a listener
 *     stopped the fit
 */
public record TrainingHistory(List<EpochResult> epochs) {
  /** Copies the list. */
  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * The last finished epoch.
   *
   * @return its figures
   * @throws java.util.NoSuchElementException if a listener stopped the fit in its first epoch
   */
  public EpochResult last() {
    if (epochs.isEmpty()) {
      throw new java.util.NoSuchElementException("no epoch was finished");
    }
    return epochs.get(epochs.size() - 1);
  }
}
