package dev.cvae.benchmarks.speed;

import java.util.Locale;

/** Figures in a table: as many digits as there is meaning in them. */
final class Figure {
  private Figure() {}

  static String text(double figure) {
    double size = Math.abs(figure);
    String format = size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, figure);
  }

  /** {@code 1.92 (1.88–1.95)}. */
  static String text(Spread spread) {
    String median = text(spread.median());
    return spread.least() == spread.greatest()
        ? median
        : "%s (%s–%s)".formatted(median, text(spread.least()), text(spread.greatest()));
  }
}
