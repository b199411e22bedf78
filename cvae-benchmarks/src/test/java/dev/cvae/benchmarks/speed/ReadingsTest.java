package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final Readings readings =
      Readings.parse(
          """
          loading
          {"epoch": 1, "samples_per_second": 9000.5, "torch": "2.13.0"}
          {"epoch": 2, "samples_per_second": 1.1e4}
          ....####....
          """);

  @Test
  void numbersAreFiguresStringsAreFactsAndTheLastWordCounts() {
    assertThat(readings.figures()).isEqualTo(Map.of("epoch", 2.0, "samples_per_second", 11_000.0));
    assertThat(readings.facts()).isEqualTo(Map.of("torch", "2.13.0"));
  }

  @Test
  void aPairReadsBackAsItWasWritten() {
    Pair pair = new Pair("training-tuned", "2026-11-23", List.of(readings, readings));
    assertThat(Pair.parse(pair.toJson())).isEqualTo(pair);
    assertThat(pair.toJson()).doesNotContain("\n");
  }
}
