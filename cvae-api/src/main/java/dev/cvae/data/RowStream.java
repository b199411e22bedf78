package dev.cvae.data;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows from a {@link Stream} that is opened anew for every pass: lines of a file, records of a
 * database, what a simulation makes.
 *
 * <pre>{@code
 * RowStream<String> readings =
 *     RowStream.of(5_000_000, Shape.of(64), () -> Files.lines(path), Parse::values)
 *         .labelled(10, Parse::type)
 *         .named("readings");
 * }</pre>
 *
 * <p>Every pass must bring the same rows in the same order, as many as promised. Rows come through
 * a window in memory: each next row is drawn from the window uniformly, and the one that comes in
 * takes its place. So a row moves by about as many places as the window has, 64 MiB if not set
 * otherwise, at 4 bytes a value: <b>rows sorted by label, or by time, should be put in random order
 * before they are stored, or be a {@link StoredRows}</b>, whose blocks come in random order. Data
 * that fits into the window is shuffled uniformly, in the very order of a {@link Dataset}.
 *
 * <p>Each pass closes its stream at its end. Any number of passes may run at once. Where making a
 * row takes time, see {@link #prefetched()}. Immutable; any thread may use it, if the functions
 * permit.
 *
 * @param <T> what the stream is of
 */
public final class RowStream<T> implements DataSource {
  /**
   * Opens a stream.
   *
   * @param <T> what the stream is of
   */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * A new stream from the first row on.
     *
     * @return the stream, which is closed at the end of the pass
     * @throws IOException if it cannot be opened
     */
    Stream<T> open() throws IOException;
  }

  private final String name;
  private final long size;
  private final Shape shape;
  private final Source<T> source;
  private final Function<? super T, float[]> values;
  private final Optional<Labels<T>> labels;
  private final int window;

  private record Labels<T>(int classes, ToIntFunction<? super T> function) {}

  private RowStream(
      String name,
      long size,
      Shape shape,
      Source<T> source,
      Function<? super T, float[]> values,
      Optional<Labels<T>> labels,
      int window) {
    this.name = name;
    this.size = size;
    this.shape = shape;
    this.source = source;
    this.values = values;
    this.labels = labels;
    this.window = window;
  }

  /**
   * Rows that are arrays already.
   *
   * @param size how many rows each stream has, at least 1
   * @param shape the shape of one row
   * @param source opens a stream for each pass
   * @return the rows, without labels
   */
  public static RowStream<float[]> of(long size, Shape shape, Source<float[]> source) {
    return of(size, shape, source, row -> row);
  }

  /**
   * Rows made of a stream's elements.
   *
   * @param <T> what the stream is of
   * @param size how many elements each stream has, at least 1
   * @param shape the shape of one row
   * @param source opens a stream for each pass
   * @param values an element's values, as many as the shape has
   * @return the rows, without labels
   */
  public static <T> RowStream<T> of(
      long size, Shape shape, Source<T> source, Function<? super T, float[]> values) {
    if (size < 1) {
      throw InvalidSettingException.of("size", "must be positive", size);
    }
    int window = ShuffleWindow.usualSize(shape);
    return new RowStream<>("rows", size, shape, source, values, Optional.empty(), window);
  }

  /**
   * These rows with a label each.
   *
   * @param classes how many classes there are, at least 1
   * @param label an element's label, 0 to {@code classes - 1}
   * @return the same rows, labelled
   */
  public RowStream<T> labelled(int classes, ToIntFunction<? super T> label) {
    if (classes < 1) {
      throw InvalidSettingException.of("classes", "must be positive", classes);
    }
    Optional<Labels<T>> labelled = Optional.of(new Labels<>(classes, label));
    return new RowStream<>(name, size, shape, source, values, labelled, window);
  }

  /**
   * These rows under another name.
   *
   * @param newName what the data is, for people and messages; {@code rows} if not set
   * @return the same rows
   */
  public RowStream<T> named(String newName) {
    return new RowStream<>(newName, size, shape, source, values, labels, window);
  }

  /**
   * These rows with another window for shuffling; the larger, the closer to a uniform shuffle.
   *
   * @param rows how many rows are in memory at once, at least 1
   * @return the same rows
   * @throws InvalidSettingException if it is not positive, or such a window takes 2 GiB or more
   */
  public RowStream<T> window(int rows) {
    int checked = ShuffleWindow.checkedSize(rows, shape);
    return new RowStream<>(name, size, shape, source, values, labels, checked);
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
    return labels.map(l -> ConditionSchema.label(l.classes())).orElse(ConditionSchema.none());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Batches inOrder() {
    return new Pass();
  }

  @Override
  public Batches shuffled(RandomStream order) {
    int held = (int) Math.min(window, size);
    int block = Math.min(held, 128);
    return new ShuffleWindow(new Pass(), shape, held, block, order);
  }

  @Override
  public String toString() {
    return name + ": " + size + " rows of " + shape + ", " + conditions();
  }

  /** A pass over one stream, opened when the first batch is asked for. */
  private final class Pass implements Batches {
    private @Nullable Stream<T> stream;
    private @Nullable Iterator<T> elements;
    private long row;

    @Override
    public boolean next(Batch batch) {
      Iterator<T> from = elements == null ? open() : elements;
      int column = batch.conditions().schema().indexOf(Condition.LABEL);
      batch.rows(batch.capacity());
      int count = 0;
      while (count < batch.capacity() && hasNext(from)) {
        T element = from.next();
        batch.x().put(values(element));
        if (column >= 0 && labels.isPresent()) {
          batch.conditions().codes(column)[count] = label(element);
        }
        count++;
        row++;
      }
      batch.rows(count);
      return count > 0;
    }

    private Iterator<T> open() {
      try {
        Stream<T> opened = source.open();
        stream = opened;
        Iterator<T> iterator = opened.iterator();
        elements = iterator;
        return iterator;
      } catch (IOException e) {
        throw new InvalidDataException("stream of " + name + " cannot be opened: " + e, e);
      }
    }

    private boolean hasNext(Iterator<T> from) {
      boolean more = from.hasNext();
      if (more == (row == size)) {
        throw new InvalidDataException(
            "stream of %s must have %d rows, had %s"
                .formatted(name, size, more ? size + 1 + " or more" : row));
      }
      return more;
    }

    private float[] values(T element) {
      float[] found = values.apply(element);
      if (found.length != shape.size()) {
        throw new InvalidDataException(
            "stream of %s must have rows of %d values (shape %s), row %d has %d"
                .formatted(name, shape.size(), shape, row, found.length));
      }
      return found;
    }

    private int label(T element) {
      Labels<T> known = labels.orElseThrow();
      int label = known.function().applyAsInt(element);
      if (label < 0 || label >= known.classes()) {
        throw new InvalidDataException(
            "labels of %s must lie in 0..%d, was %d in row %d"
                .formatted(name, known.classes() - 1, label, row));
      }
      return label;
    }

    @Override
    public void close() {
      if (stream != null) {
        stream.close();
      }
    }
  }
}
