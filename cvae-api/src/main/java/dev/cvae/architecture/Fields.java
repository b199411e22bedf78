package dev.cvae.architecture;

/**
 * The fields of the condition as networks take them in.
 *
 * @param <A> stands for an array (rows, width)
 */
public interface Fields<A> {
  /**
   * A field as numbers: one-hot, standardised, or pixels, and last, where fields may be missing and
   * zeros are a value, whether it is there; see {@link
   * dev.cvae.condition.ConditionColumns#write(int, int, java.nio.FloatBuffer)}.
   *
   * @param field its place in the schema
   * @return (rows, {@link dev.cvae.condition.ConditionSchema#width(dev.cvae.condition.Field)})
   */
  A floats(int field);

  /**
   * A category field's codes, for an embedding.
   *
   * @param field its place in the schema
   * @return (rows, 1), each from 0; the number of categories where the field is missing
   */
  A codes(int field);
}
