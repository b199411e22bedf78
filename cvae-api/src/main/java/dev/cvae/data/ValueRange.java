package dev.cvae.data;

import dev.cvae.error.InvalidDataException;

/**
 * Where values must lie; NaN lies nowhere.
 *
 * @param lowest the least allowed value
 * @param highest the greatest allowed value
 * @param rule what to say of a value outside, such as {@code must lie in [0, 1]}
 */
record ValueRange(float lowest, float highest, String rule) {
  /** Checks a batch, whose first row has a number in the data for messages. */
  void check(Batch batch, long firstRow) {
    int values = batch.x().limit();
    for (int i = 0; i < values; i++) {
      float value = batch.x().get(i);
      if (!(value >= lowest && value <= highest)) {
        int features = values / batch.rows();
        throw new InvalidDataException(
            "data %s in row %d, column %d, was %s"
                .formatted(rule, firstRow + i / features, i % features, value));
      }
    }
  }
}
