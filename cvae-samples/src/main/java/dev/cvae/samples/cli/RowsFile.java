package dev.cvae.samples.cli;

import dev.cvae.Samples;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Rows as a page of pictures ({@code .png}) or as an array for NumPy ({@code .npy}), as named. */
final class RowsFile {
  private static final String OPTION = "--out";
  private static final String PAGE = ".png";
  private static final String ARRAY = ".npy";
  private static final int MOST_PICTURES = 10_000;

  private final OutputFile file;

  private RowsFile(OutputFile file) {
    this.file = file;
  }

  static RowsFile of(Path path) {
    return new RowsFile(OutputFile.of(OPTION, path, PAGE, ARRAY));
  }

  /** Checks, before the rows are made, that the file can hold them. */
  void requireRoomFor(long rows, Shape shape) {
    if (file.endsIn(ARRAY)) {
      return;
    }
    int dimensions = shape.dimensions().length;
    if (dimensions != 2 && dimensions != 3) {
      throw InvalidSettingException.of(
          OPTION, "must end in .npy, since rows of shape " + shape + " are no pictures", file);
    }
    if (rows > MOST_PICTURES) {
      throw InvalidSettingException.of(
          OPTION, "must end in .npy for more than " + MOST_PICTURES + " rows", file);
    }
  }

  void write(Samples samples, Supplier<BufferedImage> page) {
    if (file.endsIn(ARRAY)) {
      file.write(out -> Npy.write(samples.rows(), samples.shape(), out));
    } else {
      BufferedImage image = page.get();
      file.write(
          out -> {
            if (!ImageIO.write(image, "png", out)) {
              throw new IOException("this Java platform has no PNG writer");
            }
          });
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
