package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.DownloadException;
import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * EMNIST: handwritten letters and digits by NIST, in MNIST's format, upright and with labels from
 * 0.
 *
 * <pre>{@code
 * Path folder = Path.of("emnist");
 * Emnist.LETTERS.download(folder);                // 562 MB, the first time: all sets are one file
 * Dataset train = Emnist.LETTERS.train(folder);   // rows of 1×28×28, label 0..25
 * Emnist.LETTERS.classes().get(2);                // "c"
 * }</pre>
 *
 * <p>The files store images transposed, and letters as 1..26; here images are turned upright and
 * letters start from 0. {@link Idx} gives both as they are stored. Nothing is downloaded but by
 * {@link #download}; the zip stays in the folder, so that another set needs no network, and can be
 * deleted. A work of the government of the United States.
 *
 * @see <a href="https://arxiv.org/abs/1702.05373">Cohen, Afshar, Tapson, van Schaik: EMNIST,
 *     2017</a>
 */
public enum Emnist {
  /** 47 classes, 112,800 and 18,800 images: digits, capitals, and small letters that differ. */
  BALANCED("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt", 0),
  /** 10 classes, 240,000 and 40,000 images. */
  DIGITS("0123456789", 0),
  /** 26 classes, 124,800 and 20,800 images: capital and small letters together. */
  LETTERS("abcdefghijklmnopqrstuvwxyz", 1);

  private static final String ZIP = "gzip.zip";
  private static final PublishedFiles FILES =
      new PublishedFiles(
          List.of(URI.create("https://biometrics.nist.gov/cs_links/EMNIST/")),
          Map.of(ZIP, "58c8d27c78d21e728a6bc7b3cc06412e"),
          1 << 30);
  private static final List<String> PARTS =
      List.of(
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "test-images-idx3-ubyte.gz",
          "test-labels-idx1-ubyte.gz");

  private final String characters;
  private final int firstLabel; // in the files

  Emnist(String characters, int firstLabel) {
    this.characters = characters;
    this.firstLabel = firstLabel;
  }

  /**
   * Downloads this set's four files, unless they are there already.
   *
   * @param folder where they go; made if it is not there
   * @throws DownloadException if they cannot be had whole and with the published checksum; what has
   *     arrived is kept, and another call goes on from there
   */
  public void download(Path folder) {
    download(folder, DownloadOptions.defaults());
  }

  /**
   * Downloads this set's four files, unless they are there already.
   *
   * @param folder where they go; made if it is not there
   * @param options from where, with how much patience, and who hears of it
   * @throws DownloadException as {@link #download(Path)}
   */
  public void download(Path folder, DownloadOptions options) {
    download(folder, options, FILES);
  }

  void download(Path folder, DownloadOptions options, PublishedFiles published) {
    if (PARTS.stream().allMatch(part -> Files.exists(folder.resolve(file(part))))) {
      return;
    }
    published.download(folder, options);
    try (ZipFile zip = new ZipFile(folder.resolve(ZIP).toFile())) {
      for (String part : PARTS) {
        unpack(zip, file(part), folder);
      }
    } catch (IOException e) {
      throw new DownloadException("cannot unpack " + folder.resolve(ZIP) + ": " + e, e);
    }
  }

  private static void unpack(ZipFile zip, String file, Path folder) throws IOException {
    ZipEntry entry = zip.getEntry("gzip/" + file);
    if (entry == null) {
      throw new DownloadException("%s must have gzip/%s, had not".formatted(zip.getName(), file));
    }
    Path beside = folder.resolve(file + ".part");
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(beside, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private String file(String part) {
    return prefix() + "-" + part;
  }

  private String prefix() {
    return "emnist-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * The images to train with.
   *
   * @param folder that they were downloaded to
   * @return data of shape (1, 28, 28), labelled from 0, named {@code emnist-letters train}
   * @throws InvalidDataException if they are not there, or not sound
   */
  public Dataset train(Path folder) {
    return upright(Idx.train(folder, prefix()));
  }

  /**
   * The images to test with.
   *
   * @param folder that they were downloaded to
   * @return data of shape (1, 28, 28), labelled from 0, named {@code emnist-letters test}
   * @throws InvalidDataException if they are not there, or not sound
   */
  public Dataset test(Path folder) {
    return upright(Idx.test(folder, prefix()));
  }

  /**
   * The characters that the labels stand for.
   *
   * @return their names, that of label 0 first
   */
  public List<String> classes() {
    return characters.chars().mapToObj(Character::toString).toList();
  }

  private Dataset upright(Dataset stored) {
    int[] dimensions = stored.shape().dimensions(); // (1, width, height), as they are transposed
    int width = dimensions[1];
    int height = dimensions[2];
    int count = Math.toIntExact(stored.size());
    byte[] pixels = new byte[count * width * height];
    int[] labels = new int[count];
    for (int row = 0; row < count; row++) {
      float[] image = stored.row(row);
      for (int i = 0; i < image.length; i++) {
        int x = i / height;
        int y = i % height;
        pixels[row * image.length + y * width + x] = (byte) Math.round(255 * image[i]);
      }
      labels[row] = stored.label(row) - firstLabel;
      if (labels[row] < 0 || labels[row] >= characters.length()) {
        throw new InvalidDataException(
            "labels of %s must lie in %d..%d, was %d in row %d"
                .formatted(
                    stored.name(),
                    firstLabel,
                    firstLabel + characters.length() - 1,
                    stored.label(row),
                    row));
      }
    }
    return Dataset.of(pixels, Shape.of(1, height, width))
        .labelled(labels, characters.length())
        .named(stored.name());
  }
}
