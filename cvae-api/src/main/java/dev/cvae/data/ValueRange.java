package dev.cvae.data;

import dev.cvae.error.InvalidDataException;

/**
 * Where values must lie.
 *
 * @param lowest the least allowed value
 * @param highest the greatest allowed value
 * @param missing whether NaN, for what is missing, is allowed as well
 * @param rule what to say of a value outside, such as {@code must lie in [0, 1]}
 * @param outsideHint what helps against a value outside, for the end of a message; may be empty
 * @param missingHint what helps against NaN that is not allowed; may be empty
 */
public record ValueRange(
    float lowest,
    float highest,
    boolean missing,
    String rule,
    String outsideHint,
    String missingHint) {
  /**
   * Without missing values.
   *
   * @param lowest the least allowed value
   * @param highest the greatest allowed value
   * @param rule what to say of a value outside
   */
  public ValueRange(float lowest, float highest, String rule) {
    this(lowest, highest, false, rule, "", "");
  }

  /**
   * Any finite number.
   *
   * @param missing whether NaN, for what is missing, is allowed as well
   * @return the range
   */
  public static ValueRange finite(boolean missing) {
    return new ValueRange(-Float.MAX_VALUE, Float.MAX_VALUE, missing, "must be finite", "", "");
  }

  /**
   * The same range with a hint for NaN that is not allowed.
   *
   * @param hint for the end of a message
   * @return a new range
   */
  public ValueRange missingHint(String hint) {
    return new ValueRange(lowest, highest, missing, rule, outsideHint, hint);
  }

  /** Checks a batch, whose first row has a number in the data for messages. */
  void check(Batch batch, long firstRow) {
    int values = batch.x().limit();
    for (int i = 0; i < values; i++) {
      float value = batch.x().get(i);
      if (!(value >= lowest && value <= highest) && !(missing && Float.isNaN(value))) {
        int features = values / batch.rows();
        String hint = Float.isNaN(value) ? missingHint : Float.isInfinite(value) ? "" : outsideHint;
        throw new InvalidDataException(
            "data %s in row %d, column %d, was %s%s"
                .formatted(
                    rule,
                    firstRow + i / features,
                    i % features,
                    value,
                    hint.isEmpty() ? "" : "; " + hint));
      }
    }
  }
}
