package dev.cvae.runtime;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into blocks so small that what is computed on the way stays in the cache, and gives
 * them to some threads. A single block runs on the caller's thread. Threads begin with the first
 * call that has more, and end by themselves when they have nothing to do.
 */
final class RowBlocks {
  private static final int ROWS = 32;

  private final int threads;
  private @Nullable ForkJoinPool pool; // guarded by this

  RowBlocks(int threads) {
    this.threads = threads;
  }

  /** What is done with neighbouring rows; blocks come in any order and at the same time. */
  interface Block {
    void rows(int from, int to);
  }

  /** Does it with all rows. */
  void run(int rows, Block block) {
    if (rows <= ROWS) {
      block.rows(0, rows);
    } else if (threads == 1) {
      for (int from = 0; from < rows; from += ROWS) {
        block.rows(from, Math.min(from + ROWS, rows));
      }
    } else {
      pool().invoke(new Part(0, rows, block));
    }
  }

  /** Rows that are halved until they are few. */
  private static final class Part extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final int from;
    private final int to;
    private final transient Block block;

    Part(int from, int to, Block block) {
      this.from = from;
      this.to = to;
      this.block = block;
    }

    @Override
    protected void compute() {
      if (to - from <= ROWS) {
        block.rows(from, to);
      } else {
        int middle = (from + to) >>> 1;
        invokeAll(new Part(from, middle, block), new Part(middle, to, block));
      }
    }
  }

  private synchronized ForkJoinPool pool() {
    if (pool == null) {
      pool = new ForkJoinPool(threads);
    }
    return pool;
  }

  /** Ends the threads. */
  synchronized void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
