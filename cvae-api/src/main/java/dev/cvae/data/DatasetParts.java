package dev.cvae.data;

import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The parts that a {@link Dataset} can be cut into; they share its values and keep its schema. */
sealed interface DatasetParts permits Dataset {
  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  long size();

  /**
   * One row's label.
   *
   * @param row 0 to {@code size() - 1}
   * @return the label
   */
  int label(int row);

  /**
   * Some rows, in the order given; one may be there several times.
   *
   * @param indices 0 to {@code size() - 1} each
   * @return new data that shares the values and has the same schema
   * @throws InvalidDataException if there is none
   */
  Dataset rows(int... indices);

  /**
   * The first rows.
   *
   * @param count how many, at least 1; all if there are fewer
   * @return new data that shares the values
   */
  default Dataset first(int count) {
    if (count < 1) {
      throw InvalidSettingException.of("count", "must be positive", count);
    }
    return filter(row -> row < count);
  }

  /**
   * The rows whose index fulfils a predicate.
   *
   * @param keep says of an index, 0 to {@code size() - 1}, whether to keep its row
   * @return new data that shares the values and has the same schema
   * @throws InvalidDataException if no row is left
   */
  default Dataset filter(IntPredicate keep) {
    return rows(IntStream.range(0, (int) size()).filter(keep).toArray());
  }

  /**
   * The rows that have one of some labels.
   *
   * @param wanted the labels
   * @return new data that shares the values and has the same classes
   * @throws InvalidDataException if no row is left, or there are no labels
   */
  default Dataset withLabel(int... wanted) {
    return filter(row -> Arrays.stream(wanted).anyMatch(label -> label(row) == label));
  }

  /**
   * The first rows of each label, in the order of the data.
   *
   * @param countPerLabel how many of each label, at least 1; all of a label that has fewer
   * @return new data that shares the values
   * @throws InvalidDataException if there are no labels
   */
  default Dataset balanced(int countPerLabel) {
    if (countPerLabel < 1) {
      throw InvalidSettingException.of("countPerLabel", "must be positive", countPerLabel);
    }
    Map<Integer, Integer> seen = new HashMap<>();
    return filter(row -> seen.merge(label(row), 1, Integer::sum) <= countPerLabel);
  }

  /**
   * Two parts of the data, drawn at random.
   *
   * @param share the first part's share of the rows, in (0, 1)
   * @param seed the same seed gives the same parts
   * @return the parts; each row is in exactly one
   * @throws InvalidSettingException if the share leaves a part without a row
   */
  default Dataset.Split split(double share, long seed) {
    long first = Math.round(share * size());
    if (!(share > 0 && share < 1) || first < 1 || first >= size()) {
      throw InvalidSettingException.of(
          "share",
          "must lie in (0, 1) and leave both of two parts of %d rows one".formatted(size()),
          share);
    }
    int[] order = RandomStream.of(seed).split("split").permutation((int) size());
    return new Dataset.Split(
        rows(Arrays.copyOf(order, (int) first)),
        rows(Arrays.copyOfRange(order, (int) first, order.length)));
  }
}
