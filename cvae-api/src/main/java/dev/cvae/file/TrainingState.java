package dev.cvae.file;

import java.time.Duration;
import java.util.List;

/**
 * Where a fit stands between two batches: what a {@link Checkpoint} holds beside the model.
 * Shuffles and noise are functions of the seed and of this place, so there is no generator in it.
 *
 * <p>Immutable but for the live values of its tensors.
 *
 * @param epoch the epoch it is in, from 1
 * @param batches how many of the epoch's batches are done
 * @param steps how many batches are done in all
 * @param sums of the epoch's figures so far
 * @param elapsed how long the fit has run, if its time is limited; else zero
 * @param optimiser what the optimiser remembers, a tensor for each kind and weight: {@code
 *     mean.decoder.output.bias}
 * @param best the weights after the best epoch, if they are kept and there is one; else empty
 */
public record TrainingState(
    int epoch,
    long batches,
    long steps,
    Sums sums,
    Duration elapsed,
    List<Tensor> optimiser,
    List<Tensor> best) {
  /** Copies the lists. */
  public TrainingState {
    optimiser = List.copyOf(optimiser);
    best = List.copyOf(best);
  }

  /**
   * Sums over examples, in nats, each example's terms times its weight.
   *
   * @param examples how many
   * @param weight of their weights
   * @param logLikelihood of log p(x|z,c)
   * @param kl of KL(q(z|x,c) ‖ p(z|c))
   */
  public record Sums(long examples, double weight, double logLikelihood, double kl) {}
}
