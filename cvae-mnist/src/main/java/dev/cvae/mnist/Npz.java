package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Data sets from NumPy's archives of arrays, {@code .npz}.
 *
 * <pre>{@code
 * Dataset digits = Npz.read(Path.of("digits.npz"));       // np.savez("digits.npz", x=x, y=y)
 * Dataset train  = Npz.train(Path.of("mnist.npz"));       // np.savez("mnist.npz", x_train=…, y_train=…,
 * Dataset test   = Npz.test(Path.of("mnist.npz"));        //                       x_test=…,  y_test=…)
 * }</pre>
 *
 * <p>What arrays become is said at {@link Npy}. Stateless; any thread may call.
 */
public final class Npz {
  private static final String VALUES = "x";
  private static final String LABELS = "y";

  private Npz() {}

  /**
   * The rows {@code x}, with labels {@code y} if there are such; or the rows of the only array,
   * whatever its name.
   *
   * @param file the archive
   * @return the data, named after the file
   * @throws InvalidDataException if the file cannot be read or is not sound, has several arrays and
   *     no {@code x}, or not as many labels as rows
   */
  public static Dataset read(Path file) {
    List<String> names = NumpyArchive.names(file);
    if (names.size() == 1) {
      return read(file, names.get(0)).named(String.valueOf(file.getFileName()));
    }
    return part(file, names, "").named(String.valueOf(file.getFileName()));
  }

  /**
   * The rows of one of several arrays.
   *
   * @param file the archive
   * @param values the name of the array
   * @return the data, named after file and array
   * @throws InvalidDataException if the file cannot be read, is not sound, or lacks the array
   */
  public static Dataset read(Path file, String values) {
    NumpyArray array = get(NumpyArchive.read(file, List.of(values)), values);
    return Npy.rows(array).named(file.getFileName() + " " + values);
  }

  /**
   * The rows of one of several arrays, with the labels of another.
   *
   * @param file the archive
   * @param values the name of the array of rows
   * @param labels the name of the array of labels
   * @return the data, named after file and array
   * @throws InvalidDataException if the file cannot be read, is not sound, or lacks an array, or
   *     their counts differ
   */
  public static Dataset read(Path file, String values, String labels) {
    Map<String, NumpyArray> arrays = NumpyArchive.read(file, List.of(values, labels));
    return Npy.rows(get(arrays, values))
        .named(file.getFileName() + " " + values)
        .labelled(Npy.labels(get(arrays, labels)));
  }

  /**
   * The training part of an archive of two: {@code x_train}, with labels {@code y_train} if there
   * are such.
   *
   * @param file the archive
   * @return the data, named {@code <file> train}
   * @throws InvalidDataException as {@link #read(Path)}
   */
  public static Dataset train(Path file) {
    return part(file, NumpyArchive.names(file), "_train").named(file.getFileName() + " train");
  }

  /**
   * The test part of an archive of two: {@code x_test}, with labels {@code y_test} if there are
   * such.
   *
   * @param file the archive
   * @return the data, named {@code <file> test}
   * @throws InvalidDataException as {@link #read(Path)}
   */
  public static Dataset test(Path file) {
    return part(file, NumpyArchive.names(file), "_test").named(file.getFileName() + " test");
  }

  /**
   * Whether an archive has a training and a test part.
   *
   * @param file the archive
   * @return true if it has {@code x_train} and {@code x_test}
   * @throws InvalidDataException if the file cannot be read or is not sound
   */
  public static boolean hasParts(Path file) {
    return NumpyArchive.names(file).containsAll(List.of(VALUES + "_train", VALUES + "_test"));
  }

  private static Dataset part(Path file, List<String> names, String ending) {
    return names.contains(LABELS + ending)
        ? read(file, VALUES + ending, LABELS + ending)
        : read(file, VALUES + ending);
  }

  private static NumpyArray get(Map<String, NumpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name));
  }
}
