package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A pass in random order over rows that come in one after another. A window of W rows is in memory:
 * the next row to leave is drawn from it uniformly, and the row that comes in takes its place. Once
 * no row comes in, those that are left leave in a uniformly random order.
 *
 * <p><b>How far it is from a uniform shuffle.</b> A row waits in the window for a number of rows
 * that is geometric with mean W, so rows that come in far more than W apart hardly ever change
 * places. If rows come in as blocks of B neighbours, in random order of the blocks, two rows of a
 * block have waits whose difference has the density 1/2W at 0: a batch of m rows has, for each of
 * its rows, (B−1) m/2W others of the same block. The mean of a feature over the batch then has a
 * variance between σ²/m, that of a uniform shuffle, and σ² (1/m + (B−1)/2W), which it has if the
 * rows of a block are all alike, as in data sorted by label.
 *
 * <p>If all rows fit into the window, the order is exactly {@link RandomStream#permutation} of the
 * order in which they come in.
 */
final class ShuffleWindow implements Batches {
  private static final int USUAL_VALUES = 1 << 24; // 64 MiB

  private final Batches rows;
  private final Shape shape;
  private final int size;
  private final int block;
  private final RandomStream order;
  private @Nullable Window window;

  /**
   * A shuffled pass.
   *
   * @param rows what comes in; closed with this
   * @param shape the shape of a row
   * @param size how many rows the window holds
   * @param block how many rows are read at a time
   * @param order where the order comes from
   */
  ShuffleWindow(Batches rows, Shape shape, int size, int block, RandomStream order) {
    this.rows = rows;
    this.shape = shape;
    this.size = size;
    this.block = block;
    this.order = order;
  }

  /** How many rows a window holds that nobody has set: 64 MiB of them. */
  static int usualSize(Shape shape) {
    return Math.max(1, USUAL_VALUES / shape.size());
  }

  /** A number of rows that someone has set. */
  static int checkedSize(int rows, Shape shape) {
    if (rows < 1) {
      throw InvalidSettingException.of("window", "must be positive", rows);
    }
    if ((long) rows * shape.size() > Integer.MAX_VALUE / Float.BYTES) {
      throw InvalidSettingException.of(
          "window", "must have less than 2^29 values, with %d a row".formatted(shape.size()), rows);
    }
    return rows;
  }

  @Override
  public boolean next(Batch batch) {
    if (window == null) { // only now it is known which fields are asked for
      window = new Window(batch.conditions().schema());
    }
    batch.rows(batch.capacity());
    int count = 0;
    while (count < batch.capacity() && window.draw(batch, count)) {
      count++;
    }
    batch.rows(count);
    return count > 0;
  }

  @Override
  public void close() {
    rows.close();
  }

  /** The rows in memory, and the block whose rows come in next. */
  private final class Window {
    private final RandomStream draws = order.split("window");
    private final Batch held;
    private final Batch incoming;
    private int used; // of the incoming block
    private int filled; // places of the window
    private long drawn;
    private int @Nullable [] last; // places in the order in which they are emptied at the end
    private int emptied;

    Window(ConditionSchema schema) {
      held = new Batch(size, shape, schema);
      held.rows(size);
      incoming = new Batch(block, shape, schema);
      while (filled < size && comesIn()) {
        take(filled++);
      }
    }

    /** Writes a random row of the window, unless none is left. */
    boolean draw(Batch batch, int at) {
      if (last == null && comesIn()) {
        int place = (int) (draws.uniform(drawn++) * filled);
        BatchRows.copy(held, place, batch, at, 1);
        take(place);
        return true;
      }
      if (last == null) {
        last = order.permutation(filled);
      }
      if (emptied == filled) {
        return false;
      }
      BatchRows.copy(held, last[emptied++], batch, at, 1);
      return true;
    }

    private boolean comesIn() {
      if (used == incoming.rows()) {
        used = 0;
        return rows.next(incoming);
      }
      return true;
    }

    private void take(int place) {
      BatchRows.copy(incoming, used++, held, place, 1);
    }
  }
}
