package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;

/**
 * What a fit or an evaluation asks of data: its shape, its conditions, and passes over it.
 *
 * <p>{@link Dataset} is the one in memory. Implement this to bring data from elsewhere; any number
 * of passes may run at once. Checks and fingerprint take a pass each before a fit. What reading
 * throws reaches the caller of the fit.
 */
public interface DataSource {
  /**
   * What the data is, for people: {@code MNIST train}.
   *
   * @return a short name
   */
  String name();

  /**
   * The shape of one row.
   *
   * @return the shape
   */
  Shape shape();

  /**
   * The fields of the rows' conditions.
   *
   * @return the schema; empty if the rows have none
   */
  ConditionSchema conditions();

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  long size();

  /**
   * A pass in the order of the data.
   *
   * @return the pass, to be closed
   */
  Batches inOrder();

  /**
   * A pass in random order.
   *
   * @param order where the order comes from; the same stream gives the same order
   * @return the pass, to be closed
   */
  Batches shuffled(RandomStream order);

  /**
   * Tells data sets apart by content, however they are stored.
   *
   * @return the SHA-256 over shape, the fields' names, widths and names of values, values
   *     (little-endian float32), conditions (little-endian int32 for a category, float32 else) and
   *     weights other than 1 (float32), in hexadecimal
   */
  default String fingerprint() {
    return Fingerprint.of(this);
  }

  /**
   * Checks that each value is finite and in a range.
   *
   * @param lowest the least allowed value
   * @param highest the greatest allowed value
   * @param rule what to say of a value outside, such as {@code must lie in [0, 1]}
   * @throws InvalidDataException that names the first row, column and value that is not
   */
  default void requireWithin(float lowest, float highest, String rule) {
    int features = shape().size();
    Batch batch = Batch.forPass(this, ConditionSchema.none(), 1);
    long firstRow = 0;
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rows() * features; i++) {
          float value = batch.x().get(i);
          if (!(value >= lowest && value <= highest)) {
            throw new InvalidDataException(
                "data %s in row %d, column %d, was %s"
                    .formatted(rule, firstRow + i / features, i % features, value));
          }
        }
        firstRow += batch.rows();
      }
    }
  }

  /**
   * Checks that each row's condition is one that a model knows.
   *
   * @param schema the model's fields
   * @throws dev.cvae.error.InvalidConditionException that names the first one that is not
   */
  default void requireConditions(ConditionSchema schema) {
    schema.checkCoveredBy(conditions());
    Batch batch = Batch.forPass(this, schema, 1);
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows());
      }
    }
  }

  /**
   * The fields as a model fitted to this data has them: numbers with the mean and the standard
   * deviation of these rows.
   *
   * @return the schema; a pass was taken for it where there is something to standardise
   */
  default ConditionSchema standardisedConditions() {
    return Standardisation.of(this);
  }
}
