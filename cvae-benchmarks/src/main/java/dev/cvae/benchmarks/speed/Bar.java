package dev.cvae.benchmarks.speed;

import java.util.function.DoublePredicate;

/**
 * What a figure has to reach.
 *
 * @param text for people; empty if it has to reach nothing
 * @param reached whether a figure does
 */
record Bar(String text, DoublePredicate reached) {
  static Bar none() {
    return new Bar("", figure -> true);
  }

  static Bar atLeast(double least) {
    return new Bar("≥ " + Figure.text(least), figure -> figure >= least);
  }

  static Bar atMost(double most) {
    return new Bar("≤ " + Figure.text(most), figure -> figure <= most);
  }

  /** The bar, and whether a figure reaches it. */
  String verdict(double figure) {
    return text.isEmpty() ? "" : text + (reached.test(figure) ? ": met" : ": **missed**");
  }
}
