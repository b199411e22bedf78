package dev.cvae.training;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The figures of a fit, epoch by epoch, and why it ended; kept in the model's file. Immutable.
 *
 * @param epochs one entry for each finished epoch, in order; shorter than asked for if something
 *     else ended the fit
 * @param end why the fit ended; empty in a checkpoint, and in files of versions that did not say
 */
public record TrainingHistory(List<EpochResult> epochs, Optional<End> end) {
  /** Why a fit ended. */
  public enum End {
    /** It has made its epochs. */
    EPOCHS,
    /** It has made its steps. */
    STEPS,
    /** Its time was up. */
    TIME,
    /** The validation data's ELBO no longer improved. */
    EARLY_STOPPING,
    /** A listener stopped it. */
    LISTENER
  }

  /** Copies the list. */
  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * The figures of a fit that has not ended, or does not say why.
   *
   * @param epochs one entry for each finished epoch, in order
   */
  public TrainingHistory(List<EpochResult> epochs) {
    this(epochs, Optional.empty());
  }

  /**
   * The last finished epoch.
   *
   * @return its figures
   * @throws NoSuchElementException if the fit ended in its first epoch
   */
  public EpochResult last() {
    if (epochs.isEmpty()) {
      throw new NoSuchElementException("no epoch was finished");
    }
    return epochs.get(epochs.size() - 1);
  }

  /**
   * The epoch with the greatest ELBO on the validation data, or on the training data if there are
   * none; the first of equals. If the settings say {@link TrainingSettings#bestWeights()}, the
   * model's weights are those after this epoch.
   *
   * @return its figures
   * @throws NoSuchElementException if the fit ended in its first epoch
   */
  public EpochResult best() {
    EpochResult best = epochs.isEmpty() ? last() : epochs.get(0);
    for (EpochResult epoch : epochs) {
      best = epoch.monitored().elbo() > best.monitored().elbo() ? epoch : best;
    }
    return best;
  }
}
