package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianIsTheMiddleFigureOrTheMeanOfTheTwoThere() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
    assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
    assertThat(Spread.median(new double[] {9, 1, 4, 2})).isEqualTo(3);
  }

  @Test
  void noFiguresHaveNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("no figures");
  }

  @Test
  void aQuantileLeavesItsShareOfTheFiguresBelow() {
    double[] figures = new double[200];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = 199 - i;
    }
    assertThat(Spread.quantile(figures, 0.99)).isEqualTo(198);
    assertThat(Spread.quantile(figures, 0.25)).isEqualTo(50);
    assertThat(Spread.quantile(figures, 1)).isEqualTo(199);
  }
}
