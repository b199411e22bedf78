package dev.cvae.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that all begin at once. */
final class Crowd {
  private static final int DEADLOCK_SECONDS = 30;

  private Crowd() {}

  /** What each of the threads does. */
  interface Work<T> {
    T by(int number) throws Exception;
  }

  /** Runs some work on each of many threads, and returns what came of it, in their order. */
  static <T> List<T> all(int threads, Work<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int number = 0; number < threads; number++) {
        int mine = number;
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.by(mine);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(result(future));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Waits for a latch, but not for ever. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLOCK_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("a deadlock: nobody opened the latch");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get(DEADLOCK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
