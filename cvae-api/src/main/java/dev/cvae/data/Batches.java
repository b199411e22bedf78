package dev.cvae.data;

/** One pass over a {@link DataSource}, batch by batch. Used by one thread, then closed. */
public interface Batches extends AutoCloseable {
  /**
   * Fills a batch with the next rows, as many as fit and are left.
   *
   * <p>Of the conditions, those fields are filled that the batch's schema has.
   *
   * @param batch filled from its first row on
   * @return false, with an empty batch, if no row is left
   */
  boolean next(Batch batch);

  /** Ends the pass. Closing twice is fine. */
  @Override
  void close();

  /**
   * This pass, read by a thread of its own a few batches ahead of whoever takes them: for rows
   * whose reading takes time, from a disk or by decoding. Rows at hand in memory come sooner
   * without.
   *
   * <p>The batches must all have one schema. What reading throws, {@link #next} throws. Closing
   * interrupts the thread and waits for its end; it is a daemon and named {@code cvae reads …}.
   *
   * @param data whose pass it is
   * @return the pass, to be closed in place of this one
   */
  default Batches prefetched(DataSource data) {
    return new Prefetched(this, data.shape(), data.name());
  }
}
