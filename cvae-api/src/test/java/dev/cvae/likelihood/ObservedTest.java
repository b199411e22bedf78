package dev.cvae.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import org.junit.jupiter.api.Test;

class ObservedTest {
  private static final float NAN = Float.NaN;

  @Test
  void countsTheFeaturesThatARowHas() {
    ReconstructionLoss each = ReconstructionLoss.gaussianPerFeature();
    double[] parameters = {0.5, -1, 2, 0.1, -0.2, 0.3}; // means, then log σ

    double log =
        ReconstructionLoss.observed(each).logProbability(new float[] {1, NAN, 3}, parameters);

    // −½ ((x − f) / σ)² − log σ − ½ log 2π of the first and the third
    double first = -0.5 * Math.pow(0.5 / Math.exp(0.1), 2) - 0.1;
    double third = -0.5 * Math.pow(1 / Math.exp(0.3), 2) - 0.3;
    assertThat(log).isEqualTo(first + third - Math.log(2 * Math.PI), within(1e-12));
  }

  @Test
  void ofACompleteRowIsTheLossItself() {
    ReconstructionLoss loss = ReconstructionLoss.BCE;
    float[] x = {0, 1, 0.25f};
    double[] logits = {-1, 0.5, 2};

    assertThat(ReconstructionLoss.observed(loss).logProbability(x, logits))
        .isEqualTo(loss.logProbability(x, logits), within(1e-12));
  }

  @Test
  void ofARowWithoutAnyFeatureIsNothing() {
    assertThat(
            ReconstructionLoss.observed(ReconstructionLoss.MSE)
                .logProbability(new float[] {NAN, NAN}, new double[] {3, 4}))
        .isZero();
  }

  @Test
  void aOneHotGroupIsMissingAsAWholeOrNotAtAll() {
    RowRule rule =
        ReconstructionLoss.observed(ReconstructionLoss.categorical(2, 3)).rowRule().orElseThrow();

    assertThat(rule.objection(new float[] {NAN, NAN, 0, 1, 0}, 0)).isEmpty();
    assertThat(rule.objection(new float[] {1, 0, NAN, NAN, NAN}, 0)).isEmpty();
    assertThat(rule.objection(new float[] {1, 0, NAN, 1, 0}, 0))
        .isEqualTo("must have one 1 and else 0 in columns 2..4");
  }

  @Test
  void isALossOfWholeRowsOfBuiltInLosses() {
    ReconstructionLoss observed = ReconstructionLoss.observed(ReconstructionLoss.BCE);

    assertThatThrownBy(() -> ReconstructionLoss.observed(observed))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "reconstruction loss of observed features must be a built-in one, was observed BCE");
    assertThatThrownBy(() -> observed.on(3))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "loss of a part of the reconstruction loss must be one of complete rows, "
                + "as in observed(mixed(…)), was observed BCE");
  }
}
