package dev.cvae.image;

import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of image files, each decoded when a pass comes to it: only their names are in memory.
 *
 * <pre>{@code
 * ImageFolder pets = ImageFolder.open(Path.of("pets"));      // pets/cat/1.png, pets/dog/1.jpg, …
 * GenerativeModel model = cvae.fit(pets);
 * model.generate(Condition.label(pets.classes().indexOf("cat")), 16);
 * }</pre>
 *
 * <p>Files named {@code .png}, {@code .jpg} or {@code .jpeg}, in any case, are images; others are
 * left out, as are names that begin with a dot. Images in sub-folders have these as their classes,
 * in alphabetical order; images in the folder itself have no label. All must be of one size, and
 * all grey (8 bits, one channel) or all in colour (three channels; transparency is dropped). Values
 * are scaled to [0, 1]; rows are in alphabetical order, class by class.
 *
 * <p>A shuffle is uniform, in the very order of the same images in memory. {@link #prefetched()}
 * decodes on a thread of its own, ahead of the engine. Immutable; any thread may use it, as long as
 * the files stay as they are.
 */
public final class ImageFolder implements DataSource {
  private final Path folder;
  private final Shape shape;
  private final List<String> classes; // empty without labels
  private final String[] files; // relative to the folder
  private final int[] labels;
  private final boolean labelled;

  private ImageFolder(
      Path folder,
      Shape shape,
      List<String> classes,
      String[] files,
      int[] labels,
      boolean labelled) {
    this.folder = folder;
    this.shape = shape;
    this.classes = classes;
    this.files = files;
    this.labels = labels;
    this.labelled = labelled;
  }

  /**
   * Lists a folder. The first image says what shape all have; the others are not opened yet.
   *
   * @param folder of images, or of one sub-folder of images a class
   * @return the images, labelled if they are in sub-folders
   * @throws InvalidDataException if it cannot be read, has no image, images beside sub-folders of
   *     images, or a sub-folder without one
   */
  public static ImageFolder open(Path folder) {
    List<String> files = new ArrayList<>(list(folder, ImageFolder::isImage));
    List<String> classes = list(folder, Files::isDirectory);
    if (files.isEmpty() == classes.isEmpty()) {
      throw new InvalidDataException(
          "folder %s must have images (.png, .jpg, .jpeg) or sub-folders of images, had %s"
              .formatted(folder, files.isEmpty() ? "neither" : "both"));
    }
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      String name = classes.get(label);
      List<String> ofClass = list(folder.resolve(name), ImageFolder::isImage);
      if (ofClass.isEmpty()) {
        throw new InvalidDataException(
            "folder %s must have images (.png, .jpg, .jpeg), had none"
                .formatted(folder.resolve(name)));
      }
      for (String file : ofClass) {
        files.add(name + "/" + file);
        labels.add(label);
      }
    }
    Shape shape = Images.shape(read(folder.resolve(files.get(0))));
    return new ImageFolder(
        folder,
        shape,
        List.copyOf(classes),
        files.toArray(String[]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        !classes.isEmpty());
  }

  /**
   * The names of the classes, the sub-folders: the first is that of label 0.
   *
   * @return an immutable list; empty if the images are in the folder itself
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * These images without their labels, for a plain VAE.
   *
   * @return the same images
   */
  public ImageFolder unlabelled() {
    return new ImageFolder(folder, shape, classes, files, labels, false);
  }

  /**
   * All images at once, decoded; bytes stay bytes.
   *
   * @return the images in memory, with the same labels and name
   * @throws InvalidDataException if one cannot be read, or has another shape
   */
  public Dataset read() {
    long count = (long) files.length * shape.size();
    if (count > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "images in memory must have less than 2^31 values, %s have %d".formatted(folder, count));
    }
    byte[] values = new byte[(int) count];
    for (int row = 0; row < files.length; row++) {
      decode(files[row], values, row * shape.size());
    }
    Dataset images = Dataset.of(values, shape).named(name());
    return labelled ? images.labelled(labels, classes.size()) : images;
  }

  @Override
  public String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ConditionSchema conditions() {
    return labelled ? ConditionSchema.label(classes.size()) : ConditionSchema.none();
  }

  @Override
  public long size() {
    return files.length;
  }

  @Override
  public Batches inOrder() {
    return new Pass(IntStream.range(0, files.length).toArray());
  }

  @Override
  public Batches shuffled(RandomStream order) {
    return new Pass(order.permutation(files.length));
  }

  @Override
  public String toString() {
    return name() + ": " + size() + " rows of " + shape + ", " + conditions();
  }

  /** A pass over the files in a given order. */
  private final class Pass implements Batches {
    private final int[] order;
    private int done;

    Pass(int[] order) {
      this.order = order;
    }

    @Override
    public boolean next(Batch batch) {
      int count = Math.min(batch.capacity(), order.length - done);
      batch.rows(count);
      int column = batch.conditions().schema().indexOf(Condition.LABEL);
      byte[] values = new byte[shape.size()];
      for (int i = 0; i < count; i++) {
        int row = order[done + i];
        decode(files[row], values, 0);
        for (byte value : values) {
          batch.x().put(Byte.toUnsignedInt(value) / 255f);
        }
        if (labelled && column >= 0) {
          batch.conditions().codes(column)[i] = labels[row];
        }
      }
      batch.x().rewind();
      done += count;
      return count > 0;
    }

    @Override
    public void close() {}
  }

  private void decode(String name, byte[] values, int start) {
    BufferedImage image = read(folder.resolve(name));
    if (!Images.shape(image).equals(shape)) {
      throw new InvalidDataException(
          "image %s must have the shape %s of %s, had %s"
              .formatted(
                  folder.resolve(name), shape, folder.resolve(files[0]), Images.shape(image)));
    }
    Images.write(image, shape.dimensions()[0], values, start);
  }

  /**
   * Writes samples as PNG files, numbered in their order: in sub-folders by label, 0 or cat, if
   * they have labels, else in the folder itself. What {@link #open} reads.
   *
   * @param samples of shape (height, width), (1, height, width) or (3, height, width)
   * @param folder made if it is not there; must be empty
   * @throws InvalidDataException if it is not empty
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Samples samples, Path folder) {
    try {
      Files.createDirectories(folder);
      if (!list(folder, path -> true).isEmpty()) {
        throw new InvalidDataException("folder " + folder + " must be empty to be written to");
      }
      int digits = Integer.toString(samples.size() - 1).length();
      for (int row = 0; row < samples.size(); row++) {
        Path place = Files.createDirectories(folder.resolve(subFolder(samples.condition(row))));
        String name = "%0" + digits + "d.png";
        Images.writePng(
            Images.image(samples.row(row), samples.shape()), place.resolve(name.formatted(row)));
      }
    } catch (IOException e) {
      throw Images.cannotWrite(folder, e);
    }
  }

  private static String subFolder(Condition condition) {
    if (!condition.fields().contains(Condition.LABEL)) {
      return "";
    }
    OptionalInt code = condition.category(Condition.LABEL);
    return code.isPresent()
        ? Integer.toString(code.getAsInt())
        : fileName(String.join("+", condition.names(Condition.LABEL)));
  }

  /** A label as the name of one folder: {@code T-shirt/top} as {@code T-shirt-top}. */
  private static String fileName(String label) {
    String name = label.replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "-").strip();
    return name.isEmpty() || name.chars().allMatch(c -> c == '.') ? "-" : name;
  }

  private static BufferedImage read(Path file) {
    @Nullable BufferedImage image;
    try {
      byte[] content = Files.readAllBytes(file); // ImageIO would copy a stream to a temporary file
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)));
    } catch (IOException | IllegalArgumentException e) { // broken files raise either
      throw new InvalidDataException("image " + file + " cannot be read: " + e, e);
    }
    if (image == null) {
      throw new InvalidDataException("image " + file + " must be a PNG or JPEG, was neither");
    }
    return image;
  }

  private static boolean isImage(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  /** The names of what a folder has, in alphabetical order. */
  private static List<String> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(wanted)
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidDataException("folder " + folder + " cannot be read: " + e, e);
    }
  }
}
