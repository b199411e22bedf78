package dev.cvae.likelihood;

/** What a row of data must fulfil as a whole, beyond the bounds of its values. */
@FunctionalInterface
public interface RowRule {
  /**
   * What is wrong with a row.
   *
   * @param x one row, or the part of it that the rule is for, within the bounds
   * @param firstColumn the number of its first value in the row, as messages count columns
   * @return such as {@code must have one 1 and else 0 in columns 3..6}; empty if nothing is
   */
  String objection(float[] x, int firstColumn);
}
