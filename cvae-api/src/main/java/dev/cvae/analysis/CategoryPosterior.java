package dev.cvae.analysis;

import dev.cvae.condition.CategoryField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@link GenerativeClassifier} says of some rows: p(c|x) for each category, and p(x).
 * Immutable; any thread may use it.
 */
public final class CategoryPosterior {
  private static final int SHOWN = 8; // rows

  private final CategoryField field;
  private final double[][] logJoint; // log p(x|c) + log p(c), (rows, categories)

  CategoryPosterior(CategoryField field, double[][] logJoint) {
    this.field = field;
    this.logJoint = logJoint;
  }

  /**
   * What the categories are called, in the order of {@link #probabilities}.
   *
   * @return an immutable list; empty if they have no names
   */
  public List<String> names() {
    return field.names();
  }

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  public int size() {
    return logJoint.length;
  }

  /**
   * p(c|x) of one row.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array, one probability a category, that add up to 1
   */
  public double[] probabilities(int row) {
    return LogSumExp.normalised(logJoint[row]);
  }

  /**
   * The category with the greatest p(c|x); the first of equals.
   *
   * @param row 0 to {@code size() - 1}
   * @return its index
   */
  public int mostProbable(int row) {
    int best = 0;
    for (int c = 1; c < logJoint[row].length; c++) {
      best = logJoint[row][c] > logJoint[row][best] ? c : best;
    }
    return best;
  }

  /**
   * log p(x) = log Σ p(x|c) p(c) of one row.
   *
   * @param row 0 to {@code size() - 1}
   * @return nats
   */
  public double logMarginal(int row) {
    return LogSumExp.of(logJoint[row]);
  }

  /** For people: {@code p(article|x) of 2 rows: coat 0.98, bag 0.77}, each row's most probable. */
  @Override
  public String toString() {
    String rows =
        IntStream.range(0, Math.min(size(), SHOWN))
            .mapToObj(this::inWords)
            .collect(Collectors.joining(", "));
    return "p(%s|x) of %d %s: %s%s"
        .formatted(
            field.name(), size(), size() == 1 ? "row" : "rows", rows, size() > SHOWN ? ", …" : "");
  }

  private String inWords(int row) {
    int category = mostProbable(row);
    String name = names().isEmpty() ? Integer.toString(category) : names().get(category);
    return String.format(Locale.ROOT, "%s %.2f", name, probabilities(row)[category]);
  }
}
