package dev.cvae.djl;

import java.time.Duration;
import java.util.Optional;

/** How fast a fit goes and when it will end. */
final class Stopwatch {
  private final long begin = System.nanoTime();
  private final long batchesInAll;
  private final Optional<Duration> limit;
  private final Duration before;
  private long batchesDone;
  private long examplesDone;
  private long examplesBeforeEpoch;
  private long
      nanos; // of training: from the first batch of an epoch, or a resumed one, to its last
  private long nanosBeforeEpoch;
  private long trainedUntil; // when the last batch was done

  /**
   * Begins now.
   *
   * @param batchesInAll how many there will be from now on
   * @param limit how long the fit may take
   * @param before how long it took before it was broken off
   */
  Stopwatch(long batchesInAll, Optional<Duration> limit, Duration before) {
    this.batchesInAll = batchesInAll;
    this.limit = limit;
    this.before = before;
  }

  void epochBegins() {
    trainedUntil = System.nanoTime();
    examplesBeforeEpoch = examplesDone;
    nanosBeforeEpoch = nanos;
  }

  void batchDone(int examples) {
    batchesDone++;
    examplesDone += examples;
    long now = System.nanoTime();
    nanos += now - trainedUntil;
    trainedUntil = now;
  }

  /** Without the validation that follows an epoch's last batch. */
  double examplesPerSecond() {
    return perSecond(examplesDone, nanos);
  }

  double examplesPerSecondInEpoch() {
    return perSecond(examplesDone - examplesBeforeEpoch, nanos - nanosBeforeEpoch);
  }

  Duration elapsed() {
    return before.plusNanos(System.nanoTime() - begin);
  }

  boolean isTimeUp() {
    return limit.isPresent() && elapsed().compareTo(limit.get()) >= 0;
  }

  Duration timeLeft() {
    double nanosPerBatch = (double) (System.nanoTime() - begin) / Math.max(1, batchesDone);
    Duration all = Duration.ofNanos((long) (nanosPerBatch * (batchesInAll - batchesDone)));
    Duration allowed = limit.map(most -> most.minus(elapsed())).orElse(all);
    Duration left = allowed.compareTo(all) < 0 ? allowed : all;
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static double perSecond(long examples, long nanos) {
    return examples * 1e9 / Math.max(1, nanos);
  }
}
