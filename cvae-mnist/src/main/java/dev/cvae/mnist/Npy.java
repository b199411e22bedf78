package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.numpy.NumpyArray;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Data sets from NumPy's arrays, {@code .npy}.
 *
 * <pre>{@code
 * Dataset rows   = Npy.read(Path.of("x.npy"));                       // np.save("x.npy", x)
 * Dataset digits = Npy.read(Path.of("x.npy"), Path.of("y.npy"));     // y: a whole number a row
 * }</pre>
 *
 * <p>The first dimension counts the rows; the others are a row's shape, as for {@link Idx}: (n, h,
 * w) gives rows of shape (1, h, w), (n, c, h, w) rows of (c, h, w), (n, f) rows of (f), and (n)
 * rows of one value. Bytes, uint8, stay bytes and stand for 0..1, as pixels do; all other numbers
 * are taken as they are, float64 and whole numbers rounded to float, false as 0 and true as 1.
 * Which types there are: {@link NumpyArray}. Stateless; any thread may call.
 */
public final class Npy {
  private Npy() {}

  /**
   * Rows without labels.
   *
   * @param values the rows
   * @return the data, named after the file
   * @throws InvalidDataException if the file cannot be read, is not sound, or has no rows
   */
  public static Dataset read(Path values) {
    return rows(NumpyArray.read(values)).named(String.valueOf(values.getFileName()));
  }

  /**
   * Rows with a label each; as many classes as the largest label needs.
   *
   * @param values the rows
   * @param labels as many whole numbers from 0, of shape (n) or (n, 1)
   * @return the data, named after the file of values
   * @throws InvalidDataException if a file cannot be read or is not sound, or their counts differ
   */
  public static Dataset read(Path values, Path labels) {
    return read(values).labelled(labels(NumpyArray.read(labels)));
  }

  static Dataset rows(NumpyArray array) {
    int[] dimensions = array.shape();
    if (dimensions.length == 0) {
      throw new InvalidDataException("%s must have rows, is a single number".formatted(array));
    }
    if (array.size() == 0) {
      throw new InvalidDataException("%s must have rows and values, has none".formatted(array));
    }
    int[] row = Arrays.copyOfRange(dimensions, 1, dimensions.length);
    Shape shape =
        switch (row.length) {
          case 0 -> Shape.of(1);
          case 2 -> Shape.of(1, row[0], row[1]); // grey images have one channel
          default -> Shape.of(row);
        };
    return array.isBytes() ? Dataset.of(array.bytes(), shape) : Dataset.of(array.floats(), shape);
  }

  static int[] labels(NumpyArray array) {
    int[] dimensions = array.shape();
    boolean oneARow = dimensions.length == 1 || (dimensions.length == 2 && dimensions[1] == 1);
    if (!oneARow || !array.isWhole()) {
      throw new InvalidDataException(
          "%s must have one whole number a row to be labels".formatted(array));
    }
    return array.integers();
  }
}
