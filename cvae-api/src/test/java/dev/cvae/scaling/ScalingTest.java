package dev.cvae.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.data.ValueRange;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.QuantileScaling.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final int ROWS = 5000;
  private static final int FEATURES = 4;

  /** Thousands, tenths, a long tail, and a constant. */
  private final Dataset data = data();

  private static Dataset data() {
    RandomStream random = RandomStream.of(8);
    float[] values = new float[ROWS * FEATURES];
    for (int row = 0; row < ROWS; row++) {
      float normal = random.normal(row);
      values[row * FEATURES] = 4000 + 1000 * normal;
      values[row * FEATURES + 1] = 0.1f * random.normal(ROWS + row);
      values[row * FEATURES + 2] = (float) Math.exp(2 * normal);
      values[row * FEATURES + 3] = 7;
    }
    return Dataset.of(values, Shape.of(2, 2));
  }

  @Test
  void standardisedFeaturesHaveMeanZeroAndDeviationOne() {
    // given: mean and variance in two passes
    AffineScaling fitted = (AffineScaling) Scaling.standardised().fit(data);
    for (int i = 0; i < FEATURES - 1; i++) {
      double mean = average(column(data, i));
      double variance = 0;
      for (double value : column(data, i)) {
        variance += (value - mean) * (value - mean) / ROWS;
      }
      assertThat(fitted.shift()[i]).isEqualTo(mean, within(1e-9 * (1 + Math.abs(mean))));
      assertThat(fitted.scale()[i]).isEqualTo(Math.sqrt(variance), within(1e-9 * variance + 1e-9));
    }
    assertThat(fitted.logJacobian())
        .isEqualTo(-Arrays.stream(fitted.scale()).map(Math::log).sum(), within(1e-12));

    // when
    double[][] scaled = scaled(fitted);

    // then
    assertThat(average(scaled[0])).isEqualTo(0, within(1e-6));
    assertThat(average(scaled[2])).isEqualTo(0, within(1e-6));
    assertThat(scaled[3]).containsOnly(0);
  }

  @Test
  void whatIsMissingDoesNotCount() {
    // given: a column with gaps, the same one without them, and one of gaps alone
    float nan = Float.NaN;
    Dataset gaps = Dataset.of(new float[][] {{1, nan}, {nan, nan}, {5, nan}, {nan, nan}, {9, nan}});
    Dataset values = Dataset.of(new float[][] {{1, 0}, {5, 0}, {9, 0}});
    List<Scaling> scalings =
        List.of(
            Scaling.standardised(),
            Scaling.minMax(),
            Scaling.uniformQuantiles(),
            Scaling.normalQuantiles());

    for (Scaling scaling : scalings) {
      // when
      FittedScaling fitted = scaling.fit(gaps);

      // then
      assertThat(fitted).as(scaling.toString()).isEqualTo(scaling.fit(values));
      float[] row = {nan, nan};
      fitted.scale(row);
      assertThat(row).containsExactly(nan, nan);
    }
  }

  @Test
  void minMaxFeaturesGoFromZeroToOne() {
    double[][] scaled = scaled(Scaling.minMax().fit(data));

    for (int i = 0; i < FEATURES - 1; i++) {
      assertThat(Arrays.stream(scaled[i]).min().getAsDouble()).isZero();
      assertThat(Arrays.stream(scaled[i]).max().getAsDouble()).isEqualTo(1);
    }
    assertThat(scaled[3]).containsOnly(0);
  }

  @Test
  void quantilesMakeAnyDistributionTheTargets() {
    double[][] uniform = scaled(Scaling.uniformQuantiles().fit(data));
    double[][] normal = scaled(Scaling.normalQuantiles().fit(data));

    // Kolmogorov and Smirnov's distance; at 5,000 points the knots leave less than 0.01
    for (int i = 0; i < FEATURES - 1; i++) {
      Arrays.sort(uniform[i]);
      Arrays.sort(normal[i]);
      for (int row = 0; row < ROWS; row++) {
        double share = (row + 0.5) / ROWS;
        assertThat(uniform[i][row]).as("feature %d, row %d", i, row).isEqualTo(share, within(0.01));
        if (share > 0.01 && share < 0.99) {
          assertThat(normal[i][row])
              .as("feature %d, row %d", i, row)
              .isEqualTo(RandomStream.normalQuantile(share), within(0.05));
        }
      }
    }
  }

  @Test
  void whatIsScaledIsUndone() {
    for (Scaling scaling :
        List.of(
            Scaling.standardised(),
            Scaling.minMax(),
            Scaling.uniformQuantiles(),
            Scaling.normalQuantiles())) {
      FittedScaling fitted = scaling.fit(data);
      double[] deviation = ((AffineScaling) Scaling.standardised().fit(data)).scale();
      for (int row = 0; row < ROWS; row++) {
        // given
        float[] values = data.row(row);

        // when
        fitted.scale(values);
        fitted.undo(values);

        // then: to float32's rounding of what was scaled
        for (int i = 0; i < FEATURES; i++) {
          assertThat((double) values[i])
              .as("%s, row %d, feature %d", scaling, row, i)
              .isEqualTo(data.row(row)[i], within(2e-4 * deviation[i]));
        }
      }
    }
  }

  @Test
  void aConstantFeatureComesOutAsItWasWhateverIsDecoded() {
    for (Scaling scaling : List.of(Scaling.uniformQuantiles(), Scaling.normalQuantiles())) {
      float[] row = data.row(0);
      FittedScaling fitted = scaling.fit(data);
      fitted.scale(row);
      assertThat(row[3]).as("%s", scaling).isFinite();
      fitted.undo(row);
      assertThat(row[3]).as("%s", scaling).isEqualTo(7);
    }
  }

  @Test
  void valuesBeyondTheTrainingDataStayInTheUnitOrGoOnInALine() {
    double[][] knots = {{0, 1, 3}};
    QuantileScaling uniform = new QuantileScaling(Target.UNIFORM, knots);
    QuantileScaling normal = new QuantileScaling(Target.NORMAL, knots);
    double outermost = RandomStream.normalQuantile(5 / 6.0);

    assertThat(scale(uniform, -1)).isZero();
    assertThat(scale(uniform, 0.5f)).isEqualTo(0.25f);
    assertThat(scale(uniform, 2)).isEqualTo(0.75f);
    assertThat(scale(uniform, 9)).isEqualTo(1);
    assertThat(scale(normal, 1)).isZero();
    assertThat(scale(normal, 3)).isEqualTo((float) outermost);
    assertThat(scale(normal, 4)).isEqualTo((float) (outermost + 2 * outermost / 3));
    float[] back = {scale(normal, -5)};
    normal.undo(back);
    assertThat(back[0]).isEqualTo(-5, within(1e-5f));
  }

  @Test
  void aValueThatManyRowsShareHasTheMiddleOfItsShares() {
    QuantileScaling half = new QuantileScaling(Target.UNIFORM, new double[][] {{0, 0, 0, 1, 2}});

    assertThat(scale(half, 0)).isEqualTo(0.25f);
    float[] back = {0.25f};
    half.undo(back);
    assertThat(back[0]).isZero();
  }

  @Test
  void dataPassesThroughUntouchedIfThereIsNothingToScaleAndKeepsItsIdentityIfThereIs() {
    assertThat(ScaledData.of(FittedScaling.none(), data)).isSameAs(data);
    DataSource scaled = ScaledData.of(Scaling.minMax().fit(data), data);
    assertThat(scaled.fingerprint()).isEqualTo(data.fingerprint());
    assertThat(scaled.name()).isEqualTo(data.name());
    assertThat(scaled.size()).isEqualTo(ROWS);
    assertThat(scaled.shape()).isEqualTo(data.shape());
    scaled.requireWithin(new ValueRange(0, 1, "must lie in [0, 1]"));
  }

  @Test
  void eachPartOfAMixedScalingIsThatOfItsColumnsAlone() {
    // given: the columns of each part, as data of their own
    Dataset firstTwo = columns(0, 2);
    Dataset third = columns(2, 3);
    Scaling mixed =
        Scaling.mixed(
            Scaling.standardised().on(2), Scaling.normalQuantiles().on(1), Scaling.none().on(1));

    // when
    MixedScaling fitted = (MixedScaling) mixed.fit(data);

    // then
    assertThat(fitted.parts())
        .containsExactly(
            new MixedScaling.Part(Scaling.standardised().fit(firstTwo), 2),
            new MixedScaling.Part(Scaling.normalQuantiles().fit(third), 1),
            new MixedScaling.Part(FittedScaling.none(), 1));
    double[][] scaled = scaled(fitted);
    assertThat(scaled[1]).containsExactly(scaled(Scaling.standardised().fit(data))[1]);
    assertThat(scaled[2]).containsExactly(scaled(Scaling.normalQuantiles().fit(data))[2]);
    assertThat(scaled[3]).containsExactly(column(data, 3));
    float[] row = data.row(5);
    fitted.scale(row);
    fitted.undo(row);
    assertThat(row).containsExactly(data.row(5), within(1e-3f));
  }

  @Test
  void aMixedScalingOfNothingIsNone() {
    assertThat(Scaling.mixed(Scaling.none().on(3), Scaling.none().on(1)).fit(data))
        .isSameAs(FittedScaling.none());
  }

  @Test
  void aFittedOneSaysInWordsWhatItIs() {
    Scaling parts =
        Scaling.mixed(
            Scaling.standardised().on(2), Scaling.normalQuantiles().on(1), Scaling.none().on(1));

    assertThat(parts.fit(data))
        .hasToString("affine of 2 features, quantiles of 1 feature, none of 1 feature");
  }

  @Test
  void theJacobianIsTheSlopeOfTheScaling() {
    AffineScaling affine = new AffineScaling(new double[] {4000, 0}, new double[] {1000, 0.125});
    FittedScaling mixed =
        new MixedScaling(
            List.of(
                new MixedScaling.Part(FittedScaling.none(), 1), new MixedScaling.Part(affine, 2)));

    // the slope of each feature, by a difference
    double logSlopes = 0;
    float[] low = {1, 4000, 0};
    float[] high = {2, 5000, 0.25f};
    double[] steps = {1, 1000, 0.25};
    mixed.scale(low);
    mixed.scale(high);
    for (int i = 0; i < 3; i++) {
      logSlopes += Math.log((high[i] - low[i]) / steps[i]);
    }

    assertThat(mixed.logJacobian()).isCloseTo(logSlopes, within(1e-12));
    assertThat(affine.logJacobian()).isCloseTo(logSlopes, within(1e-12));
    assertThat(FittedScaling.none().logJacobian()).isZero();
    assertThatThrownBy(() -> Scaling.minMax().on(0))
        .hasMessage("features of a part of the scaling must be positive, was 0");
    assertThatThrownBy(() -> Scaling.uniformQuantiles().fit(data).logJacobian())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "scaling must have the same slope at each value to have a log-Jacobian, was quantiles of 4 features");
  }

  @Test
  void partsThatAreNotAsManyFeaturesAsARowHasAreRefused() {
    Scaling three = Scaling.mixed(Scaling.none().on(2), Scaling.minMax().on(1));
    assertThatThrownBy(() -> three.fit(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "parts of a mixed scaling must add up to the features of a row, 4, was 3: [none on 2, min-max on 1]");
    assertThatThrownBy(Scaling::mixed)
        .hasMessage("parts of a mixed scaling must be at least one, was []");
    assertThatThrownBy(() -> new MixedScaling.Part(Scaling.minMax().fit(data), 3))
        .hasMessage("part of the scaling must be of 3 features, was affine of 4 features");
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new AffineScaling(new double[1], new double[2]))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("scaling must have as many shifts as scales, was 1 and 2");
    assertThatThrownBy(() -> new AffineScaling(new double[] {Double.NaN}, new double[] {1}))
        .hasMessage("shift of feature 0 must be finite, was NaN");
    assertThatThrownBy(() -> new AffineScaling(new double[1], new double[1]))
        .hasMessage("scale of feature 0 must be positive and finite, was 0.0");
    assertThatThrownBy(() -> new QuantileScaling(Target.NORMAL, new double[][] {{1, 0}}))
        .hasMessage("knots of feature 0 must be finite and ascending, was 0.0");
    assertThatThrownBy(() -> new QuantileScaling(Target.NORMAL, new double[][] {{1}}))
        .hasMessage("knots of feature 0 must be at least 2, and as many for each, was 1");
  }

  private static float scale(FittedScaling scaling, float value) {
    float[] row = {value};
    scaling.scale(row);
    return row[0];
  }

  /** By feature, read through batches. */
  private double[][] scaled(FittedScaling scaling) {
    double[][] columns = new double[FEATURES][ROWS];
    Batch batch = new Batch(700, data.shape(), data.conditions());
    int row = 0;
    try (Batches batches = ScaledData.of(scaling, data).inOrder()) {
      while (batches.next(batch)) {
        assertThat(batch.x().position()).isZero();
        for (int i = 0; i < batch.rows(); i++, row++) {
          for (int feature = 0; feature < FEATURES; feature++) {
            columns[feature][row] = batch.x().get(i * FEATURES + feature);
          }
        }
      }
    }
    return columns;
  }

  private Dataset columns(int from, int to) {
    float[][] rows = new float[ROWS][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(data.row(row), from, to));
    return Dataset.of(rows);
  }

  private static double[] column(Dataset data, int feature) {
    double[] column = new double[ROWS];
    Arrays.setAll(column, row -> data.row(row)[feature]);
    return column;
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void whatIsNotFiniteStaysSoUnderQuantiles() {
    FittedScaling scaling =
        Scaling.uniformQuantiles().fit(Dataset.of(new float[][] {{1}, {2}, {3}}));
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
      float[] row = {value};
      scaling.scale(row);
      assertThat(row).containsExactly(value);
    }
  }
}
