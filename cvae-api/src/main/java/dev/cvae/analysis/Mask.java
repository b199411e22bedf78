package dev.cvae.analysis;

import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.util.BitSet;

/**
 * Which features of a row are missing, the same for each row. Immutable.
 *
 * <pre>{@code
 * Mask.columns(table.shape(), 2, 5)                        // columns 2 and 5
 * Mask.rectangle(digits.shape(), 14, 0, 14, 28)            // the lower half of 28×28 pixels
 * }</pre>
 */
public final class Mask {
  private final Shape shape;
  private final BitSet missing;

  private Mask(Shape shape, BitSet missing) {
    this.shape = shape;
    this.missing = missing;
  }

  /**
   * Some columns of a table, or any features by their place in a row.
   *
   * @param shape the shape of a row
   * @param columns which are missing, each 0 to {@code shape.size() - 1}
   * @return the mask
   */
  public static Mask columns(Shape shape, int... columns) {
    BitSet missing = new BitSet();
    for (int column : columns) {
      if (column < 0 || column >= shape.size()) {
        throw InvalidSettingException.of(
            "missing columns", "must lie in 0.." + (shape.size() - 1), column);
      }
      missing.set(column);
    }
    return new Mask(shape, missing);
  }

  /**
   * A rectangle of pixels, in all channels.
   *
   * @param shape (channels, height, width), or (height, width)
   * @param top the first missing row of pixels
   * @param left the first missing column of pixels
   * @param height how many rows of pixels, at least 1
   * @param width how many columns of pixels, at least 1
   * @return the mask
   */
  public static Mask rectangle(Shape shape, int top, int left, int height, int width) {
    int[] dimensions = shape.dimensions();
    if (dimensions.length < 2) {
      throw InvalidSettingException.of("shape", "must be that of an image", shape);
    }
    int imageHeight = dimensions[dimensions.length - 2];
    int imageWidth = dimensions[dimensions.length - 1];
    if (top < 0
        || left < 0
        || height < 1
        || width < 1
        || top + height > imageHeight
        || left + width > imageWidth) {
      throw InvalidSettingException.of(
          "missing rectangle",
          "must lie in an image of " + shape,
          "%d×%d from row %d, column %d".formatted(height, width, top, left));
    }
    BitSet missing = new BitSet();
    for (int i = 0; i < shape.size(); i++) {
      int y = i / imageWidth % imageHeight;
      int x = i % imageWidth;
      missing.set(i, y >= top && y < top + height && x >= left && x < left + width);
    }
    return new Mask(shape, missing);
  }

  /**
   * The shape of a row.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Whether a feature is missing.
   *
   * @param feature its place in a row
   * @return true if it is
   */
  public boolean isMissing(int feature) {
    return missing.get(feature);
  }

  /** For people: {@code 392 of 1×28×28 missing}. */
  @Override
  public String toString() {
    return missing.cardinality() + " of " + shape + " missing";
  }
}
