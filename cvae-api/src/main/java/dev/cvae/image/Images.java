package dev.cvae.image;

import dev.cvae.Samples;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Between rows of values and {@link BufferedImage}s.
 *
 * <p>A row of shape (height, width) or (1, height, width) is a grey image, one of shape (3, height,
 * width) a colour image, red, green, blue. Values 0..1 are pixels 0..255, rounded; values outside
 * are clipped.
 */
public final class Images {
  private static final int BORDER = 1;
  private static final int PAPER = 0x80;
  private static final int LONGEST_DELAY = 655_350; // 16 bits of 10 ms

  private Images() {}

  /**
   * Data from images, all of one size; bytes stay bytes.
   *
   * @param images at least one; grey images ({@link BufferedImage#TYPE_BYTE_GRAY}) become one
   *     channel, all others three
   * @return data of shape (channels, height, width), without labels
   * @throws InvalidDataException if there is none, or one differs in size or channels
   */
  public static Dataset dataset(List<BufferedImage> images) {
    if (images.isEmpty()) {
      throw new InvalidDataException("data must have at least one row, had none");
    }
    Shape shape = shape(images.get(0));
    if ((long) images.size() * shape.size() > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "data must have less than 2^31 values, had %d images of %s"
              .formatted(images.size(), shape));
    }
    byte[] values = new byte[images.size() * shape.size()];
    for (int i = 0; i < images.size(); i++) {
      if (!shape(images.get(i)).equals(shape)) {
        throw new InvalidDataException(
            "images must all have the same shape, image 0 has %s and image %d has %s"
                .formatted(shape, i, shape(images.get(i))));
      }
      write(images.get(i), shape.dimensions()[0], values, i * shape.size());
    }
    return Dataset.of(values, shape);
  }

  /**
   * One row as an image.
   *
   * @param row values, as many as the shape has
   * @param shape (height, width), (1, height, width) or (3, height, width)
   * @return a new image
   */
  public static BufferedImage image(float[] row, Shape shape) {
    return grid(new float[][] {row}, shape, 1, 0);
  }

  /**
   * Rows as a page of images, line by line, with thin lines between them.
   *
   * @param rows values, (rows, features)
   * @param shape (height, width), (1, height, width) or (3, height, width)
   * @param columns how many images a line, at least 1
   * @return a new image
   */
  public static BufferedImage grid(float[][] rows, Shape shape, int columns) {
    return grid(rows, shape, columns, BORDER);
  }

  /**
   * Samples as a page of images, line by line.
   *
   * @param samples of an image shape
   * @param columns how many images a line, at least 1
   * @return a new image
   */
  public static BufferedImage grid(Samples samples, int columns) {
    return grid(samples.rows(), samples.shape(), columns);
  }

  /**
   * Samples as a page of images, about as many a line as there are lines.
   *
   * @param samples of an image shape
   * @return a new image
   */
  public static BufferedImage grid(Samples samples) {
    return grid(samples, (int) Math.ceil(Math.sqrt(samples.size())));
  }

  /**
   * A page of originals, and under each line what a model makes of them.
   *
   * @param originals as many rows as there are reconstructions, of an image shape
   * @param reconstructions of these rows, in the same order
   * @param columns how many images a line, at least 1
   * @return a new image: a line of originals, a line of their reconstructions, and so on
   * @throws InvalidDataException if there are more or fewer originals
   */
  public static BufferedImage pairs(Dataset originals, Samples reconstructions, int columns) {
    requireColumns(columns);
    int count = reconstructions.size();
    if (originals.size() != count) {
      throw new InvalidDataException(
          "originals must be one a reconstruction, %d, were %d".formatted(count, originals.size()));
    }
    int lines = (count + columns - 1) / columns;
    float[][] page =
        new float[2 * lines * columns][originals.shape().size()]; // black where none is
    for (int row = 0; row < count; row++) {
      int place = 2 * (row / columns) * columns + row % columns;
      page[place] = originals.row(row);
      page[place + columns] = reconstructions.row(row);
    }
    return grid(page, originals.shape(), columns);
  }

  /**
   * Whether rows of a shape are images to this class.
   *
   * @param shape the shape of a row
   * @return true for (height, width), (1, height, width) and (3, height, width)
   */
  public static boolean areImages(Shape shape) {
    int[] d = shape.dimensions();
    return d.length == 2 || (d.length == 3 && (d[0] == 1 || d[0] == 3));
  }

  /**
   * Writes images as an animated GIF that repeats for ever. Grey stays as it is; colours become 256
   * at most.
   *
   * @param frames at least one, all of one size
   * @param delay how long each is shown, in steps of 10 ms; up to about eleven minutes
   * @param file the target, in an existing folder; replaced if it is there
   * @throws UncheckedIOException if it cannot be written
   */
  public static void writeGif(List<BufferedImage> frames, Duration delay, Path file) {
    if (frames.isEmpty()) {
      throw InvalidSettingException.of("frames", "must be at least one", frames);
    }
    if (delay.toMillis() < 10 || delay.toMillis() > LONGEST_DELAY) {
      throw InvalidSettingException.of(
          "delay", "must be from 10 ms to " + LONGEST_DELAY + " ms", delay);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      AnimatedGif.write(frames, delay, out);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Writes an image as PNG.
   *
   * @param image the image
   * @param file the target, in an existing folder; replaced if it is there
   * @throws UncheckedIOException if it cannot be written
   */
  public static void writePng(BufferedImage image, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this Java platform has no PNG writer for such an image");
      }
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  static UncheckedIOException cannotWrite(Path target, IOException e) {
    String reason = e.toString();
    if (e instanceof NoSuchFileException) {
      reason = "there is no folder " + target.toAbsolutePath().getParent();
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof FileSystemException refused && refused.getReason() != null) {
      reason = refused.getReason();
    }
    return new UncheckedIOException("cannot write %s: %s".formatted(target, reason), e);
  }

  private static BufferedImage grid(float[][] rows, Shape shape, int columns, int border) {
    int[] d = shape.dimensions();
    int channels = d.length == 2 ? 1 : d[0];
    if (!areImages(shape)) {
      throw InvalidSettingException.of(
          "shape", "must be (height, width), (1, height, width) or (3, height, width)", shape);
    }
    requireColumns(columns);
    int height = d[d.length - 2];
    int width = d[d.length - 1];
    int lines = (rows.length + columns - 1) / columns;
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage page =
        new BufferedImage(
            columns * (width + border) + border, lines * (height + border) + border, type);
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        for (int band = 0; band < page.getRaster().getNumBands(); band++) {
          page.getRaster().setSample(x, y, band, PAPER);
        }
      }
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != shape.size()) {
        throw new InvalidDataException(
            "rows must have %d values (shape %s), row %d has %d"
                .formatted(shape.size(), shape, i, rows[i].length));
      }
      int left = border + i % columns * (width + border);
      int top = border + i / columns * (height + border);
      draw(rows[i], channels, height, width, page, left, top);
    }
    return page;
  }

  private static void requireColumns(int columns) {
    if (columns < 1) {
      throw InvalidSettingException.of("columns", "must be positive", columns);
    }
  }

  private static void draw(
      float[] row, int channels, int height, int width, BufferedImage page, int left, int top) {
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int x = left + i % width;
      int y = top + i / width;
      if (channels == 1) {
        page.getRaster().setSample(x, y, 0, pixel(row[i])); // setRGB would apply grey's own gamma
      } else {
        page.setRGB(
            x, y, pixel(row[i]) << 16 | pixel(row[plane + i]) << 8 | pixel(row[2 * plane + i]));
      }
    }
  }

  private static int pixel(float value) {
    return Math.round(255 * Math.min(1f, Math.max(0f, value)));
  }

  static Shape shape(BufferedImage image) {
    int channels = image.getType() == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3;
    return Shape.of(channels, image.getHeight(), image.getWidth());
  }

  static void write(BufferedImage image, int channels, byte[] values, int start) {
    int width = image.getWidth();
    int plane = width * image.getHeight();
    for (int i = 0; i < plane; i++) {
      int x = i % width;
      int y = i / width;
      if (channels == 1) {
        values[start + i] = (byte) image.getRaster().getSample(x, y, 0);
      } else {
        int rgb = image.getRGB(x, y);
        values[start + i] = (byte) (rgb >> 16);
        values[start + plane + i] = (byte) (rgb >> 8);
        values[start + 2 * plane + i] = (byte) rgb;
      }
    }
  }
}
