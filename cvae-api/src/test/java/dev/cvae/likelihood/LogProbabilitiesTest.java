package dev.cvae.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogProbabilitiesTest {
  private static final int FEATURES = 6;

  static Stream<ReconstructionLoss> losses() {
    return Stream.of(
        ReconstructionLoss.BCE,
        ReconstructionLoss.MSE,
        ReconstructionLoss.continuousBernoulli(),
        ReconstructionLoss.gaussian(),
        ReconstructionLoss.gaussianPerFeature(),
        ReconstructionLoss.discretisedLogistic(),
        ReconstructionLoss.categorical(2, 4),
        ReconstructionLoss.mixed(
            ReconstructionLoss.gaussianPerFeature().on(2),
            ReconstructionLoss.categorical(3).on(3),
            ReconstructionLoss.BCE.on(1)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void thoseOfTheFeaturesAddUpToThatOfTheRow(ReconstructionLoss loss) {
    double[] parameters = parameters(loss);
    float[] x = row(loss, parameters, 0);
    double[] ofFeature = new double[FEATURES];

    loss.logProbabilities(x, parameters, ofFeature);

    double expected = loss.logProbability(x, parameters);
    assertThat(Arrays.stream(ofFeature).sum()).isEqualTo(expected, within(1e-12));
  }

  /** What another value of one feature changes is that feature's alone. */
  @ParameterizedTest
  @MethodSource("losses")
  void aFeatureDoesNotChangeThatOfAnother(ReconstructionLoss loss) {
    double[] parameters = parameters(loss);
    float[] x = row(loss, parameters, 0);
    float[] other = x.clone();
    other[FEATURES - 1] = 1 - x[FEATURES - 1];
    double[] before = new double[FEATURES];
    double[] after = new double[FEATURES];

    loss.logProbabilities(x, parameters, before);
    loss.logProbabilities(other, parameters, after);

    double difference = loss.logProbability(other, parameters) - loss.logProbability(x, parameters);
    assertThat(Arrays.copyOf(after, FEATURES - 1)).isEqualTo(Arrays.copyOf(before, FEATURES - 1));
    assertThat(after[FEATURES - 1] - before[FEATURES - 1]).isEqualTo(difference, within(1e-12));
  }

  @Test
  void anOwnLossThatDoesNotSayThemIsNamed() {
    CustomLoss own = new Own();

    assertThatThrownBy(() -> own.logProbabilities(new float[2], new double[2], new double[2]))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("reconstructionLoss must override logProbabilities() for this, was cauchy");
  }

  private static double[] parameters(ReconstructionLoss loss) {
    double[] parameters = new double[loss.parameters(FEATURES)];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.7 * RandomStream.of(8).normal(i);
    }
    if (loss.equals(ReconstructionLoss.gaussian())) {
      Arrays.fill(parameters, FEATURES, 2 * FEATURES, -0.3); // one σ
    }
    return parameters;
  }

  @Test
  void anOwnLossIsNotForObservedFeaturesNorAPartOfThem() {
    ReconstructionLoss mixed =
        ReconstructionLoss.mixed(new Own().on(2), ReconstructionLoss.BCE.on(1));

    for (ReconstructionLoss loss : List.of(new Own(), mixed)) {
      assertThatThrownBy(() -> ReconstructionLoss.observed(loss))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage(
              "reconstruction loss of observed features must be a built-in one, was " + loss);
    }
  }

  private static float[] row(ReconstructionLoss loss, double[] parameters, int seed) {
    float[] x = new float[FEATURES];
    loss.draw(parameters, RandomStream.of(seed), 0, x);
    return x;
  }

  private record Own() implements CustomLoss {
    @Override
    public String name() {
      return "cauchy";
    }

    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public double logProbability(float[] x, double[] parameters) {
      return 0;
    }

    @Override
    public void mean(double[] parameters, float[] mean) {}

    @Override
    public void draw(double[] parameters, RandomStream random, long position, float[] x) {}

    @Override
    public String toString() {
      return name();
    }
  }
}
