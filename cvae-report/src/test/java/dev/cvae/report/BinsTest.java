package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void theyHaveOneWidthAndAQuarterOfTheRangeOnEitherSide() {
    Bins bins = Bins.of(new double[] {0, 2, 4}, 6);

    assertThat(bins.edges()).containsExactly(new double[] {-1, 0, 1, 2, 3, 4, 5}, within(1e-12));
  }

  @Test
  void aShareIsOfAllValuesAlsoOfThoseThatLieOutside() {
    Bins bins = Bins.of(new double[] {0, 2, 4}, 6);

    assertThat(bins.shares(new double[] {-0.5, 0.5, 0.7, 99}))
        .containsExactly(0.25, 0.5, 0, 0, 0, 0);
    assertThat(bins.outline(new double[] {0.5})).containsExactly(0, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void gapsInRowsAreInNoBin() {
    float[][] rows = {{Float.NaN, 1}, {Float.NaN, Float.NaN}};

    assertThat(HistogramPage.column(rows, 1)).containsExactly(1);
    assertThat(Bins.of(HistogramPage.column(rows, 0), 4).outline(new double[0])).containsOnly(0);
  }

  @Test
  void aConstantIsInABin() {
    double[] shares = Bins.of(new double[] {3, 3, 3}, 5).shares(new double[] {3, 3});

    assertThat(shares).contains(1.0);
  }
}
