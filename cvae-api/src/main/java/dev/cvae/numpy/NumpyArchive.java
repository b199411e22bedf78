package dev.cvae.numpy;

import dev.cvae.error.InvalidDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Arrays by name in one {@code .npz} file, a zip of {@code .npy} files.
 *
 * <pre>{@code
 * Map<String, NumpyArray> digits = NumpyArchive.read(Path.of("mnist.npz"), List.of("x_train", "y_train"));
 * NumpyArchive.write(Map.of("x", x, "y", y), out);         // np.load("out.npz")["x"]
 * }</pre>
 *
 * <p>Compressed or not. All arrays that are read must together fit twice into the heap; a zip that
 * unpacks to more than its headers say is refused. Stateless; any thread may call.
 */
public final class NumpyArchive {
  private static final String ENDING = ".npy";
  private static final int MOST_ARRAYS = 100_000;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0); // as zip's first

  private NumpyArchive() {}

  /**
   * The names of the arrays in a file.
   *
   * @param file as {@code numpy.savez} writes it
   * @return the names, in the file's order
   * @throws InvalidDataException if it cannot be read
   */
  public static List<String> names(Path file) {
    try (ZipFile zip = open(file)) {
      return names(zip);
    } catch (IOException e) {
      throw new InvalidDataException("npz file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads some of the arrays in a file.
   *
   * @param file as {@code numpy.savez} writes it
   * @param names of the arrays, each once
   * @return the arrays by name, in the order of the names
   * @throws InvalidDataException if the file cannot be read, lacks one, or one is not sound
   */
  public static Map<String, NumpyArray> read(Path file, Collection<String> names) {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    NumpyArray.Budget budget = new NumpyArray.Budget();
    try (ZipFile zip = open(file)) {
      for (String name : names) {
        ZipEntry entry = zip.getEntry(name + ENDING);
        if (entry == null) {
          throw new InvalidDataException(
              "npz file %s must have an array %s, had %s".formatted(file, name, names(zip)));
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
          arrays.put(
              name, NumpyArray.read(in, "npz file %s, array %s".formatted(file, name), budget));
        }
      }
      return arrays;
    } catch (IOException e) {
      throw new InvalidDataException("npz file " + file + " cannot be read: " + e, e);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidDataException("npz file " + file + " must exist, was not there");
    }
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new InvalidDataException(
          "npz file %s must be a sound zip of arrays, was not: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<String> names(ZipFile zip) {
    if (zip.size() > MOST_ARRAYS) {
      throw new InvalidDataException(
          "npz file %s must have at most %d arrays, had %d"
              .formatted(zip.getName(), MOST_ARRAYS, zip.size()));
    }
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(ENDING))
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }

  /**
   * Writes arrays; the same arrays give the same bytes.
   *
   * @param arrays by name, in the order of the map
   * @param out the stream; stays open
   * @throws IOException if the stream does
   */
  public static void write(Map<String, NumpyArray> arrays, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      array.getValue().write(zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
