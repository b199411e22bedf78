package dev.cvae.report;

import java.util.Arrays;
import java.util.Locale;

/**
 * How numbers that stand together are written, as in a column: whole ones as such, others with so
 * many decimals that the greatest has four digits, and with powers of ten only where all are huge
 * or tiny.
 */
final class Digits {
  private static final int SIGNIFICANT = 4;
  private static final int LONGEST = 7; // of digits before the point
  private static final int TINY = -4;

  private final int exponent; // of ten, in the greatest

  private Digits(int exponent) {
    this.exponent = exponent;
  }

  static Digits of(double... values) {
    double greatest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    return new Digits(exponent(greatest));
  }

  /** A number that stands by itself: {@code 116.2}, {@code 24987}, {@code 0.5}. */
  static String alone(double value) {
    String text = of(value).text(value);
    return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** The pattern of an axis' numbers, fine enough for the steps between them. */
  static String pattern(double low, double high) {
    int exponent = exponent(Math.max(Math.abs(low), Math.abs(high)));
    if (exponent >= LONGEST || exponent < TINY) {
      return "0.###E0";
    }
    int decimals = SIGNIFICANT - 2 - exponent(high - low);
    return decimals > 0 ? "0." + "#".repeat(decimals) : "0";
  }

  private static int exponent(double value) {
    return value == 0 ? 0 : (int) Math.floor(Math.log10(value));
  }

  /** One of the numbers; a dash for a gap. */
  String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < Math.pow(10, LONGEST)) {
      return Long.toString((long) value);
    }
    if (exponent >= LONGEST || exponent < TINY) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, SIGNIFICANT - 1 - exponent);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
