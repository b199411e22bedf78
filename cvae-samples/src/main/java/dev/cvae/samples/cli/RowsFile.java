package dev.cvae.samples.cli;

import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.image.ImageFolder;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Where generated or reconstructed rows go, in the format that is named. */
final class RowsFile {
  private static final String OPTION = "--out";
  private static final int MOST_PICTURES = 10_000;
  private static final long MOST_IN_ARCHIVE = 1 << 29; // values, which NumPy's arrays hold as bytes

  private final Path path;
  private final RowsFormat format;

  private RowsFile(Path path, RowsFormat format) {
    this.path = path;
    this.format = format;
  }

  static RowsFile of(Path path, Optional<RowsFormat> asked) {
    RowsFormat format = RowsFormat.of(path, asked, RowsFormat.values());
    if (format != RowsFormat.IMAGES) {
      OutputFile.of(OPTION, path); // checks it
    } else if (OutputFile.isStandardOutput(path)) {
      throw InvalidSettingException.of("--format", "must be one file for --out -", format);
    }
    return new RowsFile(path, format);
  }

  /** Checks, before the rows are made, that the file can hold them. */
  void requireRoomFor(long rows, Shape shape) {
    boolean pictures = format == RowsFormat.PNG || format == RowsFormat.IMAGES;
    int dimensions = shape.dimensions().length;
    if (pictures && dimensions != 2 && dimensions != 3) {
      throw InvalidSettingException.of(
          OPTION, "must end in .npy, since rows of shape " + shape + " are no pictures", path);
    }
    if (format == RowsFormat.PNG && rows > MOST_PICTURES) {
      throw InvalidSettingException.of(
          OPTION, "must end in .npy for more than " + MOST_PICTURES + " rows", path);
    }
    if (format == RowsFormat.NPZ && rows * shape.size() >= MOST_IN_ARCHIVE) {
      throw InvalidSettingException.of(OPTION, "must end in .npy for so many rows", path);
    }
  }

  void write(Samples samples, Supplier<BufferedImage> page) {
    switch (format) {
      case PNG -> write(out -> png(page.get(), out));
      case NPY -> write(out -> NumpyArray.write(samples.rows(), dimensions(samples), out));
      case NPZ -> write(out -> NumpyArchive.write(arrays(samples), out));
      case CSV -> write(out -> CsvText.write(samples.rows(), "x", labels(samples), out));
      case IMAGES -> writeImages(samples);
    }
  }

  private void write(OutputFile.Content content) {
    OutputFile.of(OPTION, path).write(content);
  }

  private void writeImages(Samples samples) {
    ImageFolder.write(samples, path);
  }

  private static void png(BufferedImage image, OutputStream out) throws IOException {
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java platform has no PNG writer");
    }
  }

  private static int[] dimensions(Samples samples) {
    return samples.shape().dimensions();
  }

  private static Map<String, NumpyArray> arrays(Samples samples) {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", array(samples.rows(), dimensions(samples)));
    int[] codes =
        samples.conditions().stream()
            .map(condition -> condition.category(Condition.LABEL))
            .flatMapToInt(OptionalInt::stream)
            .toArray();
    if (codes.length == samples.size()) {
      arrays.put("y", NumpyArray.of(codes, codes.length));
    }
    arrays.put("z", array(samples.latents(), samples.latent(0).length));
    return arrays;
  }

  static NumpyArray array(float[][] rows, int... rowShape) {
    float[] values = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * rows[0].length, rows[0].length);
    }
    int[] shape = new int[1 + rowShape.length];
    shape[0] = rows.length;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return NumpyArray.of(values, shape);
  }

  private static List<String> labels(Samples samples) {
    List<String> labels =
        samples.conditions().stream().map(RowsFile::label).flatMap(Optional::stream).toList();
    return labels.size() == samples.size() ? labels : List.of();
  }

  private static Optional<String> label(Condition condition) {
    OptionalInt code = condition.category(Condition.LABEL);
    return code.isPresent()
        ? Optional.of(Integer.toString(code.getAsInt()))
        : condition.names(Condition.LABEL).stream().findFirst();
  }

  /** Whether the rows go where messages would, which then have to be silent. */
  boolean isStandardOutput() {
    return OutputFile.isStandardOutput(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
