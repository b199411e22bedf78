package dev.cvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  @Test
  void linearWarmUpGoesFromZeroToBetaAndStaysThere() {
    KlWeight weight = new KlWeight.Linear(2, 10);
    assertThat(weight.at(0)).isZero();
    assertThat(weight.at(2.5)).isCloseTo(0.5, within(1e-15));
    assertThat(weight.at(10)).isEqualTo(2);
    assertThat(weight.at(1000)).isEqualTo(2);
  }

  @Test
  void cyclesRiseOverAPartOfAPeriodAndBeginAgain() {
    // Fu et al. (2019), equation 6, with R = 0.5
    KlWeight weight = new KlWeight.Cyclical(3, 4, 0.5);
    for (int cycle = 0; cycle < 5; cycle++) {
      assertThat(weight.at(4 * cycle)).isZero();
      assertThat(weight.at(4 * cycle + 1)).isCloseTo(1.5, within(1e-12));
      assertThat(weight.at(4 * cycle + 2)).isCloseTo(3, within(1e-12));
      assertThat(weight.at(4 * cycle + 3.999)).isEqualTo(3);
    }
  }

  @Test
  void aConstantIsTheSameThroughout() {
    assertThat(new KlWeight.Constant(0).at(7)).isZero();
    assertThat(KlWeight.ONE.at(0)).isEqualTo(1);
    assertThat(KlWeight.ONE.at(7)).isEqualTo(1);
  }

  @Test
  void anObjectiveSaysInWordsWhatItIs() {
    assertThat(Objective.elbo()).hasToString("ELBO");
    assertThat(Objective.iwae(50)).hasToString("IWAE, 50 samples");
    assertThat(Objective.elbo().beta(4).freeBits(0.5))
        .hasToString("ELBO, beta 4.0, free bits of 0.5 nats");
    assertThat(Objective.elbo().klWeight(new KlWeight.Linear(1, 10)))
        .hasToString("ELBO, beta from 0 to 1.0 over 10.0 epochs");
    assertThat(new KlWeight.Cyclical(1, 4, 0.5))
        .hasToString("beta from 0 to 1.0 in the first 0.5 of every 4.0 epochs");
  }

  @Test
  void weightsOutOfRangeAreRefused() {
    assertRefused(() -> new KlWeight.Constant(-1), "beta must be finite and not negative, was -1");
    assertRefused(
        () -> new KlWeight.Linear(Double.NaN, 1), "beta must be finite and not negative, was NaN");
    assertRefused(
        () -> new KlWeight.Linear(1, 0), "warmUpEpochs must be positive and finite, was 0");
    assertRefused(
        () -> new KlWeight.Cyclical(1, Double.POSITIVE_INFINITY, 0.5),
        "periodEpochs must be positive and finite, was Infinity");
    assertRefused(() -> new KlWeight.Cyclical(1, 1, 0), "rising must lie in (0, 1], was 0");
    assertRefused(() -> new KlWeight.Cyclical(1, 1, 1.1), "rising must lie in (0, 1], was 1.1");
  }

  @Test
  void objectivesAreWhatTheyWereAskedToBe() {
    assertThat(Objective.elbo()).isEqualTo(new Objective(Objective.Bound.ELBO, 1, KlWeight.ONE, 0));
    assertThat(Objective.elbo().beta(4).samples(3).freeBits(0.5))
        .isEqualTo(new Objective(Objective.Bound.ELBO, 3, new KlWeight.Constant(4), 0.5));
    assertThat(Objective.iwae(5)).isEqualTo(Objective.iwae(1).samples(5));
    assertThat(Objective.dreg(5).bound()).isEqualTo(Objective.Bound.DREG);
    assertThat(Objective.iwae(5).beta(1)).isEqualTo(Objective.iwae(5));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertRefused(() -> Objective.iwae(0), "samples must be 1 to 10000, was 0");
    assertRefused(() -> Objective.elbo().samples(10_001), "samples must be 1 to 10000, was 10001");
    assertRefused(
        () -> Objective.elbo().freeBits(-0.1),
        "freeBits must be finite and not negative, was -0.1");
    assertThatThrownBy(() -> Objective.iwae(5).beta(2))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must be left alone with IWAE, which has no KL to weigh");
    assertThatThrownBy(() -> Objective.dreg(5).freeBits(1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must be left alone with DREG");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message);
  }
}
