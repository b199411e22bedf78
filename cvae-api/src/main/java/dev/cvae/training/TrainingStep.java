package dev.cvae.training;

import java.util.List;

/**
 * One step of a fit, as a schedule sees it.
 *
 * @param done how many steps have been done before it, 0 for the first
 * @param steps how many steps the fit will have, if nothing but epochs and steps ends it
 * @param epoch which epoch it belongs to, from 1
 * @param finished the figures of the epochs before
 */
public record TrainingStep(long done, long steps, int epoch, List<EpochResult> finished) {
  /** Copies the list. */
  public TrainingStep {
    finished = List.copyOf(finished);
  }
}
