package dev.cvae.network;

import dev.cvae.condition.Field;

/**
 * What makes of one field of the condition the numbers that encoder, decoder and prior see, in
 * place of its one-hot code or its raw values: an {@link Embedding} for categories, a network for
 * any other kind. It is trained with the rest, and all three see the same numbers.
 */
public sealed interface FieldEncoder permits Embedding, Mlp, Conv {
  /**
   * How many numbers it makes of a field's value.
   *
   * @param field the field
   * @return 1 or more
   * @throws dev.cvae.error.InvalidSettingException if it is not for such a field
   */
  int size(Field field);
}
