package dev.cvae.training;

import java.util.Optional;

/**
 * The figures of one epoch.
 *
 * @param epoch which, from 1
 * @param train averaged over the epoch's batches, each at the weights it was trained with
 * @param validation on the validation data after the epoch, if the fit was given any
 */
public record EpochResult(int epoch, Evaluation train, Optional<Evaluation> validation) {
  /**
   * The figures by which epochs are compared.
   *
   * @return the validation data's, or the training data's if there are none
   */
  public Evaluation monitored() {
    return validation.orElse(train);
  }
}
