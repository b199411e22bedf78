package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void theGreatestOfAColumnHasFourDigitsAndTheOthersAsManyDecimals() {
    Digits column = Digits.of(116.20785, 0.25, -3);

    assertThat(column.text(116.20785)).isEqualTo("116.2");
    assertThat(column.text(0.25)).isEqualTo("0.3");
    assertThat(column.text(-0.04)).isEqualTo("0.0");
    assertThat(Digits.of(0.9, 1).text(7.383e-5)).isEqualTo("0.000");
  }

  @Test
  void thousandsArePlainAndWholeNumbersWhole() {
    assertThat(Digits.of(24_987.3).text(24_987.3)).isEqualTo("24987");
    assertThat(Digits.of(1, 0.2171).text(1)).isEqualTo("1");
    assertThat(Digits.of(0, 0.2171).text(0)).isEqualTo("0");
    assertThat(Digits.of(8).text(-3)).isEqualTo("-3");
  }

  @Test
  void whereAllAreHugeOrTinyThereArePowersOfTen() {
    assertThat(Digits.of(1e-6, 2e-7).text(2e-7)).isEqualTo("2.000e-07");
    assertThat(Digits.of(1.5e12).text(1.5e12)).isEqualTo("1.500e+12");
    assertThat(Digits.of(1e-6, 0).text(0)).isEqualTo("0");
  }

  @Test
  void aNumberAloneEndsInNoZeros() {
    assertThat(Digits.alone(12.5)).isEqualTo("12.5");
    assertThat(Digits.alone(1.010503)).isEqualTo("1.011");
    assertThat(Digits.alone(114)).isEqualTo("114");
    assertThat(Digits.alone(100_000.4)).isEqualTo("100000");
  }

  @Test
  void aGapIsADash() {
    assertThat(Digits.of(Double.NaN, 1).text(Double.NaN)).isEqualTo("–");
  }

  @Test
  void anAxisHasDecimalsForItsSteps() {
    assertThat(Digits.pattern(-5000, 70_000)).isEqualTo("0");
    assertThat(Digits.pattern(-0.25, 1.25)).isEqualTo("0.##");
    assertThat(Digits.pattern(1000, 1000.02)).isEqualTo("0.####");
    assertThat(Digits.pattern(0, 1e9)).isEqualTo("0.###E0");
  }
}
