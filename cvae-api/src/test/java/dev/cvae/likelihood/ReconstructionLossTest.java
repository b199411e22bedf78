package dev.cvae.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionLossTest {
  private static final int N = 200_000;

  private final RandomStream random = RandomStream.of(21);

  @ParameterizedTest
  @ValueSource(floats = {0.001f, 0.1f, 0.5f, 0.9f, 0.999f})
  void bceDrawsOnesAsOftenAsTheMeanSays(float p) {
    // given
    double[] logits = new double[N];
    Arrays.fill(logits, Math.log(p) - Math.log1p(-p));
    float[] values = new float[N];

    // when
    ReconstructionLoss.BCE.draw(logits, random, 0, values);

    // then
    double ones = 0;
    double others = 0;
    for (float value : values) {
      ones += value == 1 ? 1 : 0;
      others += value == 0 || value == 1 ? 0 : 1;
    }
    assertThat(others).isZero();
    assertThat(ones / N).as("seed 21").isEqualTo(p, within(5 * Math.sqrt(p * (1 - p) / N)));
  }

  @Test
  void bceDrawsWhatIsCertainAsItIs() {
    double[] logits = new double[N];
    Arrays.fill(logits, 0, N / 2, -1000);
    Arrays.fill(logits, N / 2, N, 1000);
    float[] drawn = new float[N];

    ReconstructionLoss.BCE.draw(logits, random, 0, drawn);

    float[] certain = new float[N];
    Arrays.fill(certain, N / 2, N, 1);
    assertThat(drawn).isEqualTo(certain);
  }

  @Test
  void mseDrawsFromTheUnitNormalAroundTheMean() {
    // given
    double[] mean = new double[N];
    Arrays.fill(mean, 3);
    float[] values = new float[N];

    // when
    ReconstructionLoss.MSE.draw(mean, random, 0, values);

    // then
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value - 3;
      squares += (value - 3.0) * (value - 3.0);
    }
    assertThat(sum / N).as("seed 21").isEqualTo(0, within(5 / Math.sqrt(N)));
    assertThat(squares / N).as("seed 21").isEqualTo(1, within(5 * Math.sqrt(2.0 / N)));
  }

  @Test
  void aDrawDependsOnThePositionInTheStreamAlone() {
    for (ReconstructionLoss loss :
        new ReconstructionLoss[] {ReconstructionLoss.BCE, ReconstructionLoss.MSE}) {
      double[] parameters = new double[100];
      Arrays.fill(parameters, 0.5);
      float[] whole = new float[100];
      float[] tail = new float[60];

      loss.draw(parameters, random, 1000, whole);
      loss.draw(Arrays.copyOfRange(parameters, 40, 100), random, 1040, tail);

      assertThat(tail).isEqualTo(Arrays.copyOfRange(whole, 40, 100));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 784})
  void theConstantIsThatOfTheUnitNormalUnderMseAndNoneUnderBce(int features) {
    // -½ log 2π = -0.9189385332046727 a feature (Abramowitz & Stegun 26.2.1)
    assertThat(ReconstructionLoss.MSE.logConstant(features))
        .isEqualTo(-0.9189385332046727 * features, within(1e-15 * features));
    assertThat(ReconstructionLoss.BCE.logConstant(features)).isZero();
  }

  @Test
  void lossesAreNamedAndRangedAsUsersWriteThem() {
    assertThat(ReconstructionLoss.BCE).hasToString("BCE");
    assertThat(ReconstructionLoss.MSE).hasToString("MSE");
    assertThat(ReconstructionLoss.BCE.lowest()).isZero();
    assertThat(ReconstructionLoss.BCE.highest()).isEqualTo(1);
    assertThat(ReconstructionLoss.MSE.lowest()).isEqualTo(-Float.MAX_VALUE);
    assertThat(ReconstructionLoss.MSE.highest()).isEqualTo(Float.MAX_VALUE);
    assertThat(Prior.STANDARD_NORMAL).hasToString("N(0, I)");
  }
}
