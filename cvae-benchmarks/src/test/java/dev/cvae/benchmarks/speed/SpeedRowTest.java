package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedRowTest {
  /** Ratios 2, 1.5 and 3: their median is not the ratio of the medians, 300 / 150. */
  private final List<Pair> pairs =
      List.of(pair("race", 200, 100), pair("race", 300, 200), pair("race", 450, 150));

  private static Pair pair(String contest, double ours, double peer) {
    return new Pair(contest, "2026-11-23", List.of(side(ours), side(peer)));
  }

  private static Readings side(double speed) {
    return new Readings(Map.of("speed", speed), Map.of());
  }

  private static SpeedRow row(Comparison comparison, Bar bar) {
    return new SpeedRow("how fast", "race", "speed", comparison, bar);
  }

  @Test
  void aRatioIsTheMedianOfTheRatiosWithinThePairs() {
    List<Pair> uneven =
        List.of(pair("race", 100, 10), pair("race", 200, 100), pair("race", 300, 300));
    assertThat(row(Comparison.RATIO, Bar.atLeast(1.8)).render(uneven))
        .isEqualTo(
            "| how fast | 200 (100–300) | 100 (10.0–300) | 2.00 (1.00–10.0) × | ≥ 1.80: met | 3 |");
    assertThat(row(Comparison.RATIO, Bar.atMost(1.9)).render(pairs))
        .isEqualTo(
            "| how fast | 300 (200–450) | 150 (100–200) | 2.00 (1.50–3.00) × |"
                + " ≤ 1.90: **missed** | 3 |");
  }

  @Test
  void anExcessIsWhatComesOnTopADifferenceWhatIsBetween() {
    assertThat(row(Comparison.EXCESS, Bar.none()).render(pairs))
        .contains("| 1.00 (0.50–2.00) of it above |");
    assertThat(row(Comparison.DIFFERENCE, Bar.none()).render(pairs))
        .contains("| 100 (100–300) apart |");
  }

  @Test
  void whatIsMeasuredAloneHasNoPeer() {
    List<Pair> alone = List.of(new Pair("race", "2026-11-23", List.of(side(7))));
    assertThat(row(Comparison.ALONE, Bar.atMost(10)).render(alone))
        .isEqualTo("| how fast | 7.00 |  |  | ≤ 10.0: met | 1 |");
    assertThat(row(Comparison.RATIO, Bar.none()).render(alone)).contains("not measured here");
  }

  @Test
  void onlyPairsOfTheContestCountAndWithoutThemTheRowSaysSo() {
    assertThat(row(Comparison.RATIO, Bar.atLeast(2)).render(List.of(pair("other", 1, 1))))
        .isEqualTo("| how fast | not measured here | | | ≥ 2.00 | 0 |");
  }

  @Test
  void pairsOfFewerEpochsAreNotMixedWithThoseOfMore() {
    List<Pair> mixed = List.of(pair("race", 900, 100), longPair(10, 200), longPair(3, 700));
    assertThat(row(Comparison.RATIO, Bar.none()).render(mixed))
        .isEqualTo("| how fast; epochs: 10 | 200 | 100 | 2.00 × |  | 1 |");
  }

  private static Pair longPair(double epochs, double ours) {
    Readings side = new Readings(Map.of("speed", ours, "epochs", epochs), Map.of());
    return new Pair("race", "2026-11-23", List.of(side, side(100)));
  }
}
