package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.TrainingInterruptedException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A pass whose batches a thread of its own fills ahead, while whoever takes them computes. Three
 * batches go round: rows are taken from one while the others are filled. They are copied, since a
 * batch belongs to whoever asks; that is little against reading from a disk.
 *
 * <p>The thread begins with the first batch and ends with the pass: closing stops it and waits for
 * it. It alone reads the pass and closes it. What it throws, {@link #next} throws.
 */
final class Prefetched implements Batches {
  private static final int BATCHES = 3;

  private final Batches pass;
  private final Shape shape;
  private final String name;
  private @Nullable Reading reading;
  private boolean closed;

  /**
   * A pass read ahead.
   *
   * @param pass closed with this
   * @param shape the shape of a row
   * @param name what the data is, for the thread's name
   */
  Prefetched(Batches pass, Shape shape, String name) {
    this.pass = pass;
    this.shape = shape;
    this.name = name;
  }

  @Override
  public boolean next(Batch batch) {
    if (closed) {
      throw new IllegalStateException("a closed pass has no next batch");
    }
    if (reading == null) { // only now it is known what a batch is
      reading = new Reading(batch.capacity(), batch.conditions().schema());
      reading.thread.start();
    }
    batch.rows(batch.capacity());
    int count = 0;
    while (count < batch.capacity() && reading.hasRow()) {
      count += reading.take(batch, count);
    }
    batch.rows(count);
    return count > 0;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (reading == null) {
      pass.close();
    } else {
      reading.end();
    }
  }

  /** The thread and the batches that go round between it and its reader. */
  private final class Reading {
    private final Thread thread = new Thread(this::run, "cvae reads " + name);
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final Batch none; // says that reading failed
    private Batch current;
    private int taken; // rows of the current batch
    private boolean ended;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure; // of reading
    private volatile @Nullable Throwable closing; // failure of closing

    Reading(int capacity, ConditionSchema schema) {
      none = new Batch(1, shape, schema);
      current = new Batch(capacity, shape, schema);
      for (int i = 1; i < BATCHES; i++) {
        empty.add(new Batch(capacity, shape, schema));
      }
      thread.setDaemon(true);
    }

    boolean hasRow() {
      if (taken == current.rows() && !ended) {
        empty.add(current);
        current = await();
        taken = 0;
        ended = current.rows() == 0;
      }
      if (failure != null && ended) {
        throw unchecked(failure);
      }
      return !ended;
    }

    int take(Batch batch, int at) {
      int count = Math.min(batch.capacity() - at, current.rows() - taken);
      BatchRows.copy(current, taken, batch, at, count);
      taken += count;
      return count;
    }

    private Batch await() {
      try {
        return full.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrainingInterruptedException(
            "interrupted while waiting for data (" + name + ")", e);
      }
    }

    /** Stops the thread and waits until the pass is closed. */
    void end() {
      stopped = true;
      thread.interrupt(); // it may wait for an empty batch, or for a disk
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (closing != null) {
        throw unchecked(closing);
      }
    }

    private void run() {
      try {
        fill();
      } catch (Throwable e) { // all of them: whoever takes would wait forever
        failure = e;
        full.add(none);
      } finally {
        Thread.interrupted(); // closing is not to be disturbed
        try {
          pass.close();
        } catch (Throwable e) {
          closing = e;
        }
      }
    }

    private void fill() throws InterruptedException {
      boolean more = true;
      while (more && !stopped) {
        Batch batch = empty.take();
        more = pass.next(batch);
        full.add(batch);
      }
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new InvalidDataException("data cannot be read: " + failure, failure);
  }
}
