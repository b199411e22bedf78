package dev.cvae.training;

import java.time.Duration;
import java.util.Locale;

/**
 * Where a fit stands after a batch.
 *
 * @param epoch which epoch, from 1
 * @param epochs of how many
 * @param batch which batch of the epoch, from 1
 * @param batches of how many
 * @param train the figures averaged over this epoch's batches so far; on a GPU, which is not waited
 *     for at each step, up to 63 of the last are not in yet
 * @param examplesPerSecond the speed of training since the fit began
 * @param timeLeft an estimate until the fit ends
 */
public record BatchProgress(
    int epoch,
    int epochs,
    long batch,
    long batches,
    Evaluation train,
    double examplesPerSecond,
    Duration timeLeft) {

  /** For people: a line with the batch's place and the figures so far. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  batch %d/%d  %s  %,.0f examples/s  %d s left",
        epoch,
        epochs,
        batch,
        batches,
        train,
        examplesPerSecond,
        timeLeft.toSeconds());
  }
}
