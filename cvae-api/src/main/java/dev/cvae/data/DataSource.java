package dev.cvae.data;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;

/**
 * What a fit or an evaluation asks of data: its shape, its conditions, and passes over it.
 *
 * <p>{@link Dataset} is the one in memory. Implement this to bring data from elsewhere; any number
 * of passes may run at once. Before a fit there is one to check and to fingerprint the data. What
 * reading throws reaches the caller of the fit.
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
   * This data with each pass read by a thread of its own, a few batches ahead of whoever takes
   * them: for rows whose reading takes longer than a step, over a network or by decoding, and a
   * machine with a core to spare ({@code Cvae.builder().threads(…)} keeps one free of the engine).
   * Without such a core, or with rows at hand, it is slower: the engine's threads wait for each
   * other.
   *
   * <p>The batches of a pass must all have one schema. What reading throws reaches whoever takes
   * the batches. The thread is a daemon named {@code cvae reads …}; closing the pass interrupts it
   * and waits for its end.
   *
   * @return the same rows in the same orders
   */
  default DataSource prefetched() {
    return new PrefetchedData(this);
  }

  /**
   * Tells data sets apart by content, however they are stored.
   *
   * @return the SHA-256 over shape, the fields' names, widths and names of values, values
   *     (little-endian float32), conditions (little-endian int32 for a category, float32 else) and
   *     weights other than 1 (float32), in hexadecimal
   */
  default String fingerprint() {
    Fingerprint fingerprint = new Fingerprint(shape(), conditions());
    Batch batch = Batch.forPass(this, conditions(), 1);
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        fingerprint.add(batch);
      }
    }
    return fingerprint.hexadecimal();
  }

  /**
   * What a fit wants to know of its training data before the first step, in one pass: what {@link
   * #requireWithin}, {@link #requireConditions} and {@link #fingerprint()} do in three. Who
   * overrides the latter overrides this.
   *
   * @param range where values must lie
   * @param schema the model's fields; another pass is taken where their values are not the data's
   * @return the fingerprint
   * @throws InvalidDataException that names the first row, column and value outside the range
   * @throws dev.cvae.error.InvalidConditionException that names the first row whose condition is
   *     outside the schema
   */
  default String inspect(ValueRange range, ConditionSchema schema) {
    schema.checkCoveredBy(conditions());
    Fingerprint fingerprint = new Fingerprint(shape(), conditions());
    ConditionSchema all = new ConditionSchema(conditions().fields(), schema.dropout());
    boolean sameFields =
        all.fields().size() == schema.fields().size()
            && schema.fields().stream()
                .allMatch(field -> field.standardises() || all.fields().contains(field));
    Batch batch = Batch.forPass(this, all, 1);
    long firstRow = 0;
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        range.check(batch, firstRow);
        if (sameFields) {
          batch.conditions().check(batch.rows(), firstRow);
        }
        fingerprint.add(batch);
        firstRow += batch.rows();
      }
    }
    if (!sameFields) {
      requireConditions(schema);
    }
    return fingerprint.hexadecimal();
  }

  /**
   * Checks that each value is in a range.
   *
   * @param range where values must lie
   * @throws InvalidDataException that names the first row, column and value that is not
   */
  default void requireWithin(ValueRange range) {
    Batch batch = Batch.forPass(this, ConditionSchema.none(), 1);
    long firstRow = 0;
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        range.check(batch, firstRow);
        firstRow += batch.rows();
      }
    }
  }

  /**
   * Checks that each row's condition is one that a model knows.
   *
   * @param schema the model's fields
   * @throws dev.cvae.error.InvalidConditionException that names the first row whose is not
   */
  default void requireConditions(ConditionSchema schema) {
    schema.checkCoveredBy(conditions());
    Batch batch = Batch.forPass(this, schema, 1);
    long firstRow = 0;
    try (Batches batches = inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), firstRow);
        firstRow += batch.rows();
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
