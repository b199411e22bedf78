package dev.cvae.samples.cli;

import dev.cvae.error.CvaeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * Work that the end of the process (Ctrl-C) interrupts and waits for, so that it can clean up after
 * itself: a fit releases its memory, a file that is being written goes away, a server ends.
 */
final class InterruptOnExit {
  private static final int SECONDS_TO_CLEAN_UP = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::interruptAndWait, "cvae-interrupt");
  private volatile boolean ending;

  private InterruptOnExit() {}

  /**
   * Does some work on this thread.
   *
   * @return the command's exit code, for what a process that is ending still makes of it
   */
  static int during(Runnable work) {
    return new InterruptOnExit().run(work);
  }

  private int run(Runnable work) {
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
      return ExitCode.OK;
    } catch (CvaeException e) {
      if (!ending) {
        throw e;
      }
      return ExitCode.SOFTWARE; // interrupted, and it has been said
    } finally {
      done.countDown();
      if (!ending) {
        removeHook();
      }
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process has begun to end in this moment
    }
  }

  private void interruptAndWait() {
    ending = true;
    System.err.println("cvae: interrupted");
    worker.interrupt();
    try {
      if (!done.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        System.err.println(
            "cvae: the work did not stop within " + SECONDS_TO_CLEAN_UP + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
