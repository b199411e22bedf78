package dev.cvae.sampler;

import dev.cvae.error.TrainingInterruptedException;

/**
 * Lets the fit of a sampler end early: whichever threads it runs on look at the flag of the one
 * that asked for it.
 *
 * @param thread that one
 */
record Interruption(Thread thread) {
  static Interruption ofThisThread() {
    return new Interruption(Thread.currentThread());
  }

  void check() {
    if (thread.isInterrupted()) {
      throw new TrainingInterruptedException("the fit of a sampler was interrupted");
    }
  }
}
