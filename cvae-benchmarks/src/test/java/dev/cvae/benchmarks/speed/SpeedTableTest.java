package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedTableTest {
  @Test
  void eachRowAsksAContestThatIsHeldAndEachContestFillsARow(@TempDir Path folder)
      throws IOException {
    Optional<Path> python = Optional.of(Path.of("python"));
    Contests contests = new Contests(new Fixtures(folder), 1, 10, python, true);
    assertThat(SpeedTable.ROWS.stream().map(SpeedRow::contest).collect(Collectors.toSet()))
        .isEqualTo(contests.names());
  }

  @Test
  void belowTheTableStandsWhenAndWithWhatItWasTaken() {
    Readings ours = new Readings(Map.of(), Map.of("engine", "PyTorch 2.7.1"));
    Readings peer = new Readings(Map.of(), Map.of("torch", "2.13.0"));
    List<Pair> pairs =
        List.of(
            new Pair("products", "2026-11-24", List.of(ours, peer)),
            new Pair("products", "2026-11-23", List.of(ours, peer)));
    assertThat(SpeedTable.render(pairs, "two cores"))
        .endsWith(
            "\n\nTaken 2026-11-23 to 2026-11-24 on two cores; engine PyTorch 2.7.1, torch 2.13.0.\n");
    assertThat(SpeedTable.render(List.of(), "two cores")).endsWith("\n\nNot measured yet.\n");
  }
}
