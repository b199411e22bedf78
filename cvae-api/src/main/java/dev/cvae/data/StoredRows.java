package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay where they are stored, such as a file larger than memory, and are read in blocks
 * of neighbours.
 *
 * <pre>{@code
 * StoredRows digits = Idx.open(Path.of("images.idx"), Path.of("labels.idx"), 10);
 * StoredRows train = digits.first(4_900_000);
 * StoredRows validation = digits.skip(4_900_000);
 *
 * StoredRows readings =                                                       // one's own format
 *     StoredRows.of("readings", Shape.of(64), ConditionSchema.none(), 5_000_000,
 *         (first, batch) -> file.read(first, batch.rows(), batch.x()));
 * }</pre>
 *
 * <p><b>Shuffling.</b> The blocks come in random order into a window in memory, and each next row
 * is drawn from the window uniformly; one that is drawn makes room for one that comes in. The
 * window takes 64 MiB outside the heap (4 bytes a value) if not set otherwise, and holds 256
 * blocks. The order is a function of the stream alone. It is not quite uniform: in the worst case,
 * when all rows of a block are alike, as in data sorted by label, the mean of a feature over a
 * batch of m rows has the variance σ² (1/m + 1/512), where a uniform shuffle's has σ²/m; in data
 * without order both have the latter. Data that fits into the window is shuffled uniformly, in the
 * very order of a {@link Dataset}: the fitted model is the same, byte for byte.
 *
 * <p>Nothing is kept between passes. Where reading takes time, see {@link #prefetched()}.
 * Immutable; any thread may use it, if the reader permits.
 */
public final class StoredRows implements DataSource {
  private static final int BLOCKS = 256; // in a window

  /** Reads neighbouring rows. Called by many threads at once if many passes run at once. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Fills a batch with as many rows as it {@linkplain Batch#rows() says}: their values into
     * {@link Batch#x()}, from 0 on, and of the conditions those fields that the batch's schema has,
     * with the codes of the fields that the rows were {@linkplain StoredRows#of given}. What a
     * model with the same names in another order asks for is found by name.
     *
     * @param first the first row's number, from 0
     * @param batch whose number of rows is set
     */
    void read(long first, Batch batch);
  }

  private final String name;
  private final Shape shape;
  private final ConditionSchema conditions;
  private final long start; // the reader's number of the first row here
  private final long size;
  private final Reader reader;
  private final int window;

  private StoredRows(
      String name,
      Shape shape,
      ConditionSchema conditions,
      long start,
      long size,
      Reader reader,
      int window) {
    this.name = name;
    this.shape = shape;
    this.conditions = conditions;
    this.start = start;
    this.size = size;
    this.reader = reader;
    this.window = window;
  }

  /**
   * Rows that a reader reads.
   *
   * @param name what the data is, for people
   * @param shape the shape of one row
   * @param conditions the fields that the reader fills, or {@link ConditionSchema#none()}
   * @param size how many rows there are
   * @param reader reads them
   * @return the rows
   * @throws InvalidDataException if there is no row
   */
  public static StoredRows of(
      String name, Shape shape, ConditionSchema conditions, long size, Reader reader) {
    if (size < 1) {
      throw new InvalidDataException(
          "data must have at least one row, had " + size + " (" + name + ")");
    }
    return new StoredRows(name, shape, conditions, 0, size, reader, ShuffleWindow.usualSize(shape));
  }

  /**
   * These rows under another name.
   *
   * @param newName what the data is, for people
   * @return the same rows
   */
  public StoredRows named(String newName) {
    return new StoredRows(newName, shape, conditions, start, size, reader, window);
  }

  /**
   * These rows without their conditions, for a plain VAE.
   *
   * @return the same rows
   */
  public StoredRows unlabelled() {
    return new StoredRows(name, shape, ConditionSchema.none(), start, size, reader, window);
  }

  /**
   * These rows with another window for shuffling; the larger, the closer to a uniform shuffle.
   *
   * @param rows how many rows are in memory at once, at least 1
   * @return the same rows
   * @throws InvalidSettingException if it is not positive, or such a window takes 2 GiB or more
   */
  public StoredRows window(int rows) {
    return new StoredRows(
        name, shape, conditions, start, size, reader, ShuffleWindow.checkedSize(rows, shape));
  }

  /**
   * The first rows.
   *
   * @param count how many, at least 1; all if there are fewer
   * @return a part of these rows
   */
  public StoredRows first(long count) {
    if (count < 1) {
      throw InvalidSettingException.of("count", "must be positive", count);
    }
    return new StoredRows(name, shape, conditions, start, Math.min(count, size), reader, window);
  }

  /**
   * The rows after the first ones.
   *
   * @param count how many to leave out, fewer than there are
   * @return a part of these rows
   */
  public StoredRows skip(long count) {
    if (count < 0 || count >= size) {
      throw InvalidSettingException.of(
          "count", "must lie in 0.." + (size - 1) + " so that a row is left", count);
    }
    return new StoredRows(name, shape, conditions, start + count, size - count, reader, window);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ConditionSchema conditions() {
    return conditions;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Batches inOrder() {
    return new Pass(size, new int[] {0});
  }

  @Override
  public Batches shuffled(RandomStream order) {
    int held = (int) Math.min(window, size);
    int block = Math.max(1, held / BLOCKS);
    int blocks = Math.toIntExact((size + block - 1) / block);
    int[] blockOrder =
        size <= window
            ? IntStream.range(0, blocks).toArray()
            : order.split("blocks").permutation(blocks);
    return new ShuffleWindow(new Pass(block, blockOrder), shape, held, block, order);
  }

  @Override
  public String toString() {
    return name + ": " + size + " rows of " + shape + ", " + conditions;
  }

  /** A pass over blocks in a given order, the rows of each in their own. */
  private final class Pass implements Batches {
    private final long block;
    private final int[] order;
    private @Nullable Batch own; // where the batches' fields are not this data's
    private int done; // blocks
    private long read; // rows of the block at hand

    Pass(long block, int[] order) {
      this.block = block;
      this.order = order;
    }

    @Override
    public boolean next(Batch batch) {
      if (done == order.length) {
        batch.rows(0);
        return false;
      }
      long first = order[done] * block + read;
      long end = Math.min(size, (order[done] + 1) * block);
      int count = (int) Math.min(batch.capacity(), end - first);
      batch.rows(count);
      read(start + first, batch);
      batch.x().rewind();
      read += count;
      if (first + count == end) {
        done++;
        read = 0;
      }
      return true;
    }

    /** Into the batch itself if it has none but this data's fields, with the same codes. */
    private void read(long row, Batch batch) {
      ConditionSchema asked = batch.conditions().schema();
      if (asked.fields().stream().allMatch(this::isOwn)) {
        reader.read(row, batch);
        return;
      }
      if (own == null) {
        own = new Batch(batch.capacity(), shape, commonFields(asked));
      }
      own.rows(batch.rows());
      reader.read(row, own);
      BatchRows.copy(own, 0, batch, 0, batch.rows());
    }

    private boolean isOwn(Field asked) {
      int index = conditions.indexOf(asked.name());
      return index >= 0 && conditions.fields().get(index).names().equals(asked.names());
    }

    private ConditionSchema commonFields(ConditionSchema asked) {
      return new ConditionSchema(
          conditions.fields().stream().filter(f -> asked.indexOf(f.name()) >= 0).toList());
    }

    @Override
    public void close() {}
  }
}
