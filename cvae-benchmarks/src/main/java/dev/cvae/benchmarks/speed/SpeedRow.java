package dev.cvae.benchmarks.speed;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A row of the table: one figure of a contest.
 *
 * @param what was measured, with its unit
 * @param contest whose pairs have it
 * @param figure its name there
 * @param comparison what is made of the figures of a pair
 * @param bar what the median of that has to reach
 */
record SpeedRow(String what, String contest, String figure, Comparison comparison, Bar bar) {
  /**
   * The row in Markdown. Pairs without the figure do not count, nor do those of fewer epochs than
   * others: a row never mixes short fits with long ones.
   */
  String render(List<Pair> all) {
    List<Pair> measured =
        all.stream()
            .filter(pair -> pair.contest().equals(contest))
            .filter(pair -> comparison.of(pair, figure).isPresent())
            .toList();
    if (measured.isEmpty()) {
      return "| %s | not measured here | | | %s | 0 |".formatted(what, bar.text());
    }
    int epochs = measured.stream().mapToInt(Pair::epochs).max().orElseThrow();
    List<Pair> pairs = measured.stream().filter(pair -> pair.epochs() == epochs).toList();
    Spread outcomes = spread(pairs.stream().map(pair -> comparison.of(pair, figure)).toList());
    return "| %s | %s | %s | %s | %s | %d |"
        .formatted(
            epochs == 0 ? what : "%s; epochs: %d".formatted(what, epochs),
            side(pairs, 0),
            comparison == Comparison.ALONE ? "" : side(pairs, 1),
            comparison.text(outcomes),
            bar.verdict(outcomes.median()),
            pairs.size());
  }

  private String side(List<Pair> pairs, int side) {
    return Figure.text(spread(pairs.stream().map(pair -> pair.figure(side, figure)).toList()));
  }

  private static Spread spread(List<OptionalDouble> figures) {
    return Spread.of(figures.stream().map(OptionalDouble::orElseThrow).toList());
  }
}
