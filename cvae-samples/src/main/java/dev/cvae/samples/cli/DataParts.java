package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Data of two parts, or of one, read when it is asked for.
 *
 * @param rows the training part, or all rows if there is only one part
 * @param test the test part, if there is one
 */
record DataParts(Supplier<Dataset> rows, Optional<Supplier<Dataset>> test) {
  static DataParts two(Supplier<Dataset> train, Supplier<Dataset> test) {
    return new DataParts(train, Optional.of(test));
  }

  static DataParts one(Supplier<Dataset> rows) {
    return new DataParts(rows, Optional.empty());
  }

  /** A part; of data of one part, all rows. */
  Dataset read(DataName.Part part) {
    return part == DataName.Part.TEST ? test.orElse(rows).get() : rows.get();
  }

  /** The test part, if there is one. */
  Optional<Dataset> readTest() {
    return test.map(Supplier::get);
  }
}
