package dev.cvae.web;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What an export wrote, and what it and its alternatives cost.
 *
 * @param precision of the weights that were written
 * @param exactReconstruction the reconstruction loss on the test data with the model's own weights,
 *     nats per example, one z each; empty without test data
 * @param exactAccuracy how often the model itself reads the category that was asked for off a
 *     picture that it generated; empty unless the condition is one category field
 * @param costs of each precision, in the order of {@link WeightPrecision}
 */
public record ExportReport(
    WeightPrecision precision,
    OptionalDouble exactReconstruction,
    OptionalDouble exactAccuracy,
    List<Cost> costs) {
  /** Copies the list. */
  public ExportReport {
    costs = List.copyOf(costs);
  }

  /**
   * What one precision costs.
   *
   * @param precision of the weights
   * @param bytes the size of {@code weights.js}
   * @param gzipBytes the same as gzip sends it
   * @param reconstruction the reconstruction loss on the test data, nats per example, with the same
   *     z for the same encoder; empty without test data
   * @param accuracy how often the model with exact weights reads the category that was asked for
   *     off a picture generated with rounded ones; empty unless the condition is one category field
   * @param largestPixelDifference from the picture with exact weights, for the same z
   */
  public record Cost(
      WeightPrecision precision,
      long bytes,
      long gzipBytes,
      OptionalDouble reconstruction,
      OptionalDouble accuracy,
      double largestPixelDifference) {}

  /**
   * The cost of what was written.
   *
   * @return one of {@link #costs}
   */
  public Cost cost() {
    return costs.stream().filter(cost -> cost.precision() == precision).findFirst().orElseThrow();
  }

  ExportReport with(WeightPrecision other) {
    return new ExportReport(other, exactReconstruction, exactAccuracy, costs);
  }

  /** For people: a table with a line for each precision, what was written marked. */
  @Override
  public String toString() {
    String head =
        String.format(
            "  %-8s %11s %11s %16s %9s %12s%n",
            "weights", "bytes", "gzip", "reconstruction", "accuracy", "pixel off by");
    return head
        + costs.stream().map(this::line).collect(Collectors.joining(System.lineSeparator()));
  }

  private String line(Cost cost) {
    return String.format(
        Locale.ROOT,
        "%s %-8s %,11d %,11d %16s %9s %12.4f",
        cost.precision() == precision ? "*" : " ",
        cost.precision().name().toLowerCase(Locale.ROOT),
        cost.bytes(),
        cost.gzipBytes(),
        change(cost),
        cost.accuracy().isPresent() ? percent(cost.accuracy().getAsDouble()) : "-",
        cost.largestPixelDifference());
  }

  private String change(Cost cost) {
    if (cost.reconstruction().isEmpty()) {
      return "-";
    }
    double change = cost.reconstruction().getAsDouble() - exactReconstruction.orElse(Double.NaN);
    return String.format(Locale.ROOT, "%+.3f nats", change);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
