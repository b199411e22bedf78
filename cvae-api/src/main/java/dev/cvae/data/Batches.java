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
}
