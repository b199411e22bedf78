package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.data.StoredRows;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Data sets in the idx format, which is that of MNIST, Fashion-MNIST, EMNIST, KMNIST and others.
 *
 * <pre>{@code
 * Dataset train = Idx.train(Path.of("/usr/share/datasets/fashion-mnist"));
 * Dataset test  = Idx.test(Path.of("/usr/share/datasets/fashion-mnist"));
 * Dataset some  = Idx.read(Path.of("images.idx"), Path.of("labels.idx"));
 * StoredRows large = Idx.open(Path.of("images.idx"), Path.of("labels.idx"), 10);  // stays on disk
 * }</pre>
 *
 * <p><b>Files</b> are plain or compressed with gzip, told apart by content, not by name. Images
 * have unsigned bytes (type 0x08), which stay bytes and stand for 0..1, or floats (type 0x0D),
 * taken as they are. The first dimension counts the rows; the others are a row's shape: (n, h, w)
 * gives rows of shape (1, h, w), (n, c, h, w) rows of (c, h, w), (n, f) rows of (f), and (n) rows
 * of one value. Labels are one unsigned byte each.
 *
 * <p><b>Nothing is changed on the way in.</b> EMNIST stores its images transposed, and in its
 * letters the labels are 1..26: both arrive so, the latter as 27 classes of which the first has no
 * row.
 *
 * <p><b>A file that is not sound</b> (missing, empty, of another kind, truncated, too long, too
 * large for the heap, with a broken gzip stream, with more labels than images or fewer) is an
 * {@link InvalidDataException} that names the file, the offset and what was expected there. Memory
 * is taken only for bytes that have been seen, whatever a header claims. Stateless; any thread may
 * call.
 *
 * @see <a href="https://web.archive.org/web/2024/http://yann.lecun.com/exdb/mnist/">The format, at
 *     the end of MNIST's page</a>
 */
public final class Idx {
  private Idx() {}

  /**
   * Rows without labels.
   *
   * @param images an idx file of unsigned bytes or floats
   * @return the data, named after the file
   * @throws InvalidDataException if the file cannot be read or is not sound
   */
  public static Dataset read(Path images) {
    try (IdxInput in = IdxInput.open(images)) {
      return decode(in).named(String.valueOf(images.getFileName()));
    }
  }

  /**
   * Rows with a label each; as many classes as the largest label needs.
   *
   * @param images an idx file of unsigned bytes or floats
   * @param labels an idx file of as many unsigned bytes
   * @return the data, named after the file of images
   * @throws InvalidDataException if a file cannot be read or is not sound, or their counts differ
   */
  public static Dataset read(Path images, Path labels) {
    try (IdxInput imagesIn = IdxInput.open(images);
        IdxInput labelsIn = IdxInput.open(labels)) {
      return decode(imagesIn, labelsIn).named(String.valueOf(images.getFileName()));
    }
  }

  /**
   * Rows with a label each, of a given number of classes.
   *
   * @param images an idx file of unsigned bytes or floats
   * @param labels an idx file of as many unsigned bytes, each less than {@code classes}
   * @param classes how many classes there are, whether or not each occurs; at least 1
   * @return the data, named after the file of images
   * @throws InvalidDataException if a file cannot be read or is not sound, their counts differ, or
   *     a label is beyond the classes
   * @throws InvalidSettingException if {@code classes} is not positive
   */
  public static Dataset read(Path images, Path labels, int classes) {
    if (classes < 1) {
      throw InvalidSettingException.of("classes", "must be positive", classes);
    }
    try (IdxInput imagesIn = IdxInput.open(images);
        IdxInput labelsIn = IdxInput.open(labels)) {
      return decode(imagesIn, labelsIn, classes).named(String.valueOf(images.getFileName()));
    }
  }

  /**
   * The training part in a folder with the usual names: {@code train-images-idx3-ubyte.gz} and
   * {@code train-labels-idx1-ubyte.gz}, with or without {@code .gz} (without wins if both are
   * there), with a dot before {@code idx}, or with a prefix such as {@code emnist-letters-}.
   *
   * @param folder where the files are; further files do not matter
   * @return the data with labels, named {@code <folder or prefix> train}
   * @throws InvalidDataException if there is no such pair of files or more than one, or one of them
   *     is not sound
   */
  public static Dataset train(Path folder) {
    return new IdxFolder(folder).find(IdxFolder.Part.TRAIN).read();
  }

  /**
   * The training part of one of several data sets in a folder.
   *
   * <pre>{@code
   * Idx.train(folder, "emnist-letters")      // emnist-letters-train-images-idx3-ubyte.gz, …
   * }</pre>
   *
   * @param folder where the files are
   * @param prefix what the files' names have before {@code -train-}; empty for nothing
   * @return the data with labels, named {@code <prefix> train}
   * @throws InvalidDataException as {@link #train(Path)}
   */
  public static Dataset train(Path folder, String prefix) {
    return new IdxFolder(folder).find(IdxFolder.Part.TRAIN, prefix).read();
  }

  /**
   * The test part in a folder with the usual names: {@code t10k-images-idx3-ubyte.gz} or {@code
   * test-images-idx3-ubyte.gz} and so on, as for {@link #train(Path)}.
   *
   * @param folder where the files are; further files do not matter
   * @return the data with labels, named {@code <folder or prefix> test}
   * @throws InvalidDataException as {@link #train(Path)}
   */
  public static Dataset test(Path folder) {
    return new IdxFolder(folder).find(IdxFolder.Part.TEST).read();
  }

  /**
   * The test part of one of several data sets in a folder.
   *
   * @param folder where the files are
   * @param prefix what the files' names have before {@code -test-}; empty for nothing
   * @return the data with labels, named {@code <prefix> test}
   * @throws InvalidDataException as {@link #train(Path)}
   */
  public static Dataset test(Path folder, String prefix) {
    return new IdxFolder(folder).find(IdxFolder.Part.TEST, prefix).read();
  }

  /**
   * Rows without labels that stay in their file, which may be larger than memory.
   *
   * <pre>{@code
   * StoredRows rows = Idx.open(Path.of("images.idx"));
   * StoredRows digits = Idx.open(Path.of("images.idx"), Path.of("labels.idx"), 10);
   * }</pre>
   *
   * <p>The file is mapped into the address space, not read: nothing of it counts towards the heap.
   * It must be plain, of any size, and stay as it is while the rows are in use.
   *
   * @param images an idx file of unsigned bytes or floats, not compressed
   * @return the rows, named after the file
   * @throws InvalidDataException if the file cannot be read, is compressed or is not sound
   */
  public static StoredRows open(Path images) {
    return IdxMapping.images(images).rows(String.valueOf(images.getFileName()));
  }

  /**
   * Rows with a label each that stay in their files; as many classes as the largest label needs.
   * See {@link #open(Path)}.
   *
   * @param images an idx file of unsigned bytes or floats, not compressed
   * @param labels an idx file of as many unsigned bytes, not compressed
   * @return the rows, named after the file of images
   * @throws InvalidDataException if a file cannot be read, is compressed or is not sound, or their
   *     counts differ
   */
  public static StoredRows open(Path images, Path labels) {
    IdxMapping mapped = IdxMapping.images(images);
    IdxMapping codes = IdxMapping.labels(labels, mapped.count());
    return mapped.rows(String.valueOf(images.getFileName()), codes, codes.classes());
  }

  /**
   * Rows with a label each that stay in their files; see {@link #open(Path)}.
   *
   * @param images an idx file of unsigned bytes or floats, not compressed
   * @param labels an idx file of as many unsigned bytes, each less than {@code classes}, not
   *     compressed
   * @param classes how many classes there are, whether or not each occurs; at least 1
   * @return the rows, named after the file of images
   * @throws InvalidDataException if a file cannot be read, is compressed or is not sound, or their
   *     counts differ
   * @throws InvalidSettingException if {@code classes} is not positive
   */
  public static StoredRows open(Path images, Path labels, int classes) {
    if (classes < 1) {
      throw InvalidSettingException.of("classes", "must be positive", classes);
    }
    IdxMapping mapped = IdxMapping.images(images);
    IdxMapping codes = IdxMapping.labels(labels, mapped.count());
    return mapped.rows(String.valueOf(images.getFileName()), codes, classes);
  }

  static Dataset decode(IdxInput images, IdxInput labels, int classes) {
    Dataset rows = decode(images);
    return rows.labelled(labels(labels, rows.size(), classes), classes);
  }

  private static Dataset decode(IdxInput images, IdxInput labels) {
    Dataset rows = decode(images);
    return rows.labelled(labels(labels, rows.size(), 256));
  }

  private static Dataset decode(IdxInput in) {
    IdxHeader header = IdxHeader.read(in);
    int bytes = Math.toIntExact(header.bytes());
    try {
      byte[] content = in.readAll(bytes, header + " values");
      return switch (header.type()) {
        case UNSIGNED_BYTE -> Dataset.of(content, header.shape());
        case FLOAT -> Dataset.of(floats(content), header.shape());
      };
    } catch (OutOfMemoryError e) { // a large array that did not fit: the rest of the heap is sound
      InvalidDataException error = in.tooLarge(bytes);
      error.initCause(e);
      throw error;
    }
  }

  private static int[] labels(IdxInput in, long rows, int classes) {
    IdxHeader header = IdxHeader.readLabels(in, rows);
    long start = in.offset();
    byte[] content = in.readAll(Math.toIntExact(header.bytes()), header + " labels");
    int[] labels = new int[content.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Byte.toUnsignedInt(content[i]);
      if (labels[i] >= classes) {
        throw in.error(start + i, "a label 0.." + (classes - 1), Integer.toString(labels[i]));
      }
    }
    return labels;
  }

  private static float[] floats(byte[] bigEndian) {
    float[] values = new float[bigEndian.length / Float.BYTES];
    ByteBuffer.wrap(bigEndian).asFloatBuffer().get(values);
    return values;
  }
}
