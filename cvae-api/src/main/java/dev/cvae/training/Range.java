package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;

/** What settings of this package have in common: ranges, each with its rule, and words. */
final class Range {
  private Range() {}

  /** Such as a decay or a momentum. */
  static double fraction(String setting, double value) {
    if (!(value >= 0 && value < 1)) {
      throw InvalidSettingException.of(setting, "must lie in [0, 1)", value);
    }
    return value;
  }

  /** Such as a share of rows or a factor that makes something smaller. */
  static double share(String setting, double value) {
    if (!(value > 0 && value < 1)) {
      throw InvalidSettingException.of(setting, "must lie in (0, 1)", value);
    }
    return value;
  }

  /** What is added to a root so that nobody divides by zero. */
  static double epsilon(double value) {
    if (!(value >= 1e-12 && value <= 1)) {
      throw InvalidSettingException.of("epsilon", "must lie in [1e-12, 1]", value);
    }
    return value;
  }

  static double positive(String setting, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of(setting, "must be positive and finite", value);
    }
    return value;
  }

  static double notNegative(String setting, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw InvalidSettingException.of(setting, "must be 0 or more and finite", value);
    }
    return value;
  }

  static long count(String setting, long value, long largest) {
    if (value < 1) {
      throw InvalidSettingException.of(setting, "must be positive", value);
    }
    if (value > largest) {
      throw InvalidSettingException.of(setting, "must be at most " + largest, value);
    }
    return value;
  }

  /** A patience in words. */
  static String waiting(int patience, double minDelta) {
    return (patience == 1 ? "1 epoch" : patience + " epochs")
        + " without improvement"
        + (minDelta == 0 ? "" : " of more than " + minDelta + " nats");
  }
}
