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
 * @param latents how the fitted model uses each of its latents: on the validation data, or, without
 *     any, on up to 4,096 rows of the training data, those with which the last epoch began; empty
 *     in a checkpoint, in files of versions that did not say, and for a single row of data
 */
public record TrainingHistory(
    List<EpochResult> epochs, Optional<End> end, Optional<LatentDiagnostics> latents) {
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
   * The figures of a fit, but for its latents'.
   *
   * @param epochs one entry for each finished epoch, in order
   * @param end why the fit ended
   */
  public TrainingHistory(List<EpochResult> epochs, Optional<End> end) {
    this(epochs, end, Optional.empty());
  }

  /**
   * The same history with the latents' figures at the fit's end.
   *
   * @param atEnd how the fitted model uses each of its latents
   * @return a changed copy
   */
  public TrainingHistory latents(Optional<LatentDiagnostics> atEnd) {
    return new TrainingHistory(epochs, end, atEnd);
  }

  /**
   * What looks wrong with the fitted model, in words, and what to try: a posterior that has
   * collapsed, or one far from the prior.
   *
   * @return one sentence or two for each trouble; empty if all looks well, or {@link #latents()} is
   */
  public List<String> warnings() {
    return latents.map(LatentDiagnostics::warnings).orElse(List.of());
  }

  /**
   * The same of a model with a fitted sampler, which draws z where the aggregated posterior lies:
   * that one's distance from the prior is no trouble then.
   *
   * @return one sentence or two for each trouble; empty if all looks well, or {@link #latents()} is
   */
  public List<String> warningsWithSampler() {
    return latents.map(LatentDiagnostics::warningsWithSampler).orElse(List.of());
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
