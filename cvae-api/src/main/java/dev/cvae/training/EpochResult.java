package dev.cvae.training;

import java.util.Optional;

/**
 * The figures of one epoch.
 *
 * @param epoch which, from 1
 * @param train averaged over the epoch's batches, each at the weights it was trained with
 * @param validation on the validation data after the epoch, if the fit was given any
 * @param latents how the model uses its latents on the validation data after the epoch; empty
 *     without validation data or with a single row of it, which has no variance
 */
public record EpochResult(
    int epoch, Evaluation train, Optional<Evaluation> validation, Optional<LatentSummary> latents) {
  /**
   * Figures that say nothing of the latents.
   *
   * @param epoch which, from 1
   * @param train averaged over the epoch's batches
   * @param validation on the validation data after the epoch
   */
  public EpochResult(int epoch, Evaluation train, Optional<Evaluation> validation) {
    this(epoch, train, validation, Optional.empty());
  }

  /**
   * The figures by which epochs are compared.
   *
   * @return the validation data's, or the training data's if there are none
   */
  public Evaluation monitored() {
    return validation.orElse(train);
  }
}
