package dev.cvae.network;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Field;
import dev.cvae.error.InvalidSettingException;

/**
 * A row of learned numbers for each category (Bengio et al. 2003), found by its code: no product is
 * as wide as the field has categories. What grows with them is the table, and with it the
 * optimiser's pass over the weights.
 *
 * @param size how many numbers, 1 to 65,536
 */
public record Embedding(int size) implements FieldEncoder {
  /** Fields with more categories than this are embedded, unless told otherwise. */
  public static final int MOST_ONE_HOT = 64;

  private static final int LARGEST = 1 << 16;
  private static final Embedding STANDARD = new Embedding(32);

  /** Checks the range. */
  public Embedding {
    if (size < 1 || size > LARGEST) {
      throw InvalidSettingException.of("size of an embedding", "must lie in 1.." + LARGEST, size);
    }
  }

  /**
   * The embedding of fields with more than {@value #MOST_ONE_HOT} categories: 32 numbers.
   *
   * @return the embedding
   */
  public static Embedding standard() {
    return STANDARD;
  }

  @Override
  public int size(Field field) {
    if (!(field instanceof CategoryField)) {
      throw InvalidSettingException.of(
          "a field with an embedding", "must be one of categories", field);
    }
    return size;
  }

  /** For messages: {@code embedding in 32 numbers}. */
  @Override
  public String toString() {
    return "embedding in " + (size == 1 ? "1 number" : size + " numbers");
  }
}
