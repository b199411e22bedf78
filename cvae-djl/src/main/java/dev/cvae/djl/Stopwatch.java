package dev.cvae.djl;

import java.time.Duration;

/** How fast a fit goes and when it will end. */
final class Stopwatch {
  private final long begin = System.nanoTime();
  private final long batchesPerEpoch;
  private final long batchesInAll;
  private long batchesDone;
  private long examplesDone;
  private long epochBegin;
  private long trainedUntil; // when the last batch was done
  private long examplesBeforeEpoch;

  Stopwatch(int epochs, long batchesPerEpoch) {
    this.batchesPerEpoch = batchesPerEpoch;
    this.batchesInAll = epochs * batchesPerEpoch;
  }

  void epochBegins() {
    epochBegin = System.nanoTime();
    examplesBeforeEpoch = examplesDone;
  }

  void batchDone(int examples) {
    batchesDone++;
    examplesDone += examples;
    trainedUntil = System.nanoTime();
  }

  long batchesPerEpoch() {
    return batchesPerEpoch;
  }

  double examplesPerSecond() {
    return perSecond(examplesDone, trainedUntil - begin);
  }

  /** Without the validation that follows the epoch's last batch. */
  double examplesPerSecondInEpoch() {
    return perSecond(examplesDone - examplesBeforeEpoch, trainedUntil - epochBegin);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  Duration timeLeft() {
    double nanosPerBatch = (double) (System.nanoTime() - begin) / Math.max(1, batchesDone);
    return Duration.ofNanos((long) (nanosPerBatch * (batchesInAll - batchesDone)));
  }

  private static double perSecond(long examples, long nanos) {
    return examples * 1e9 / Math.max(1, nanos);
  }
}
