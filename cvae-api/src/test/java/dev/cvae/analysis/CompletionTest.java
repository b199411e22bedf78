package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.LinearGaussian;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.scaling.AffineScaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionTest {
  private static final float NAN = Float.NaN;

  private final LinearGaussian truth = LinearGaussian.conditional();
  private final GenerativeModel exact = truth.model(0, 1);
  private final GenerativeModel rough = truth.model(0.4, 1.6); // q is not the true posterior
  private final Dataset rows =
      Dataset.of(new float[][] {{NAN, 2, -1}, {3, NAN, 1}, {1, 2, 3}}, new int[] {0, 1, 2});

  @ParameterizedTest
  @EnumSource(Completion.Method.class)
  void withAnExactEncoderEveryMethodFindsTheConditionalMean(Completion.Method method) {
    Completed completed = Completion.of(exact).method(method).samples(4000).complete(rows);

    assertThat(completed.mean()[0][0])
        .as("seed 0")
        .isCloseTo((float) truth.conditionalMean(rows.row(0), 0, 0), within(0.08f));
    assertThat(completed.mean()[1][1])
        .as("seed 0")
        .isCloseTo((float) truth.conditionalMean(rows.row(1), 1, 1), within(0.08f));
  }

  @ParameterizedTest
  @EnumSource(
      value = Completion.Method.class,
      names = {"IMPORTANCE", "METROPOLIS_WITHIN_GIBBS"})
  void withAnyEncoderTheConsistentMethodsFindTheConditionalMean(Completion.Method method) {
    Completed completed = Completion.of(rough).method(method).samples(40_000).complete(rows);

    assertThat(completed.mean()[0][0])
        .as("seed 0")
        .isCloseTo((float) truth.conditionalMean(rows.row(0), 0, 0), within(0.1f));
    assertThat(completed.mean()[1][1])
        .as("seed 0")
        .isCloseTo((float) truth.conditionalMean(rows.row(1), 1, 1), within(0.1f));
  }

  @Test
  void pseudoGibbsIsAsFarOffAsTheEncoder() {
    Completed completed =
        Completion.of(rough).method(Completion.Method.PSEUDO_GIBBS).samples(4000).complete(rows);

    double off = completed.mean()[0][0] - truth.conditionalMean(rows.row(0), 0, 0);
    assertThat(off).isGreaterThan(0.3); // each step shifts z by 0.4, and W is 1.5 and 0.4
  }

  @ParameterizedTest
  @EnumSource(Completion.Method.class)
  void imputationsHaveTheConditionalMeanAndVariance(Completion.Method method) {
    int draws = 1500;

    Completed completed =
        Completion.of(exact)
            .method(method)
            .samples(3000)
            .imputations(draws)
            .complete(rows.first(1));

    double mean = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double value = completed.imputation(draw)[0][0];
      mean += value / draws;
      squares += value * value / draws;
    }
    double variance = truth.conditionalVariance(0);
    assertThat(completed.imputations()).isEqualTo(draws);
    assertThat(mean)
        .as("seed 0")
        .isEqualTo(truth.conditionalMean(rows.row(0), 0, 0), within(5 * Math.sqrt(variance / 500)));
    assertThat(squares - mean * mean).as("seed 0").isEqualTo(variance, within(0.15 * variance));
  }

  @Test
  void observedValuesStayAndCompleteRowsAreLeftAlone() {
    Completed completed = Completion.of(exact).samples(7).imputations(2).complete(rows);

    for (float[][] answer : new float[][][] {completed.mean(), completed.imputation(1)}) {
      assertThat(answer[0][1]).isEqualTo(2);
      assertThat(answer[0][2]).isEqualTo(-1);
      assertThat(answer[0][0]).isFinite();
      assertThat(answer[2]).containsExactly(1, 2, 3);
    }
    assertThat(completed.shape()).isEqualTo(Shape.of(3));
    assertThat(completed.effectiveSamples()[0]).isBetween(1.0, 7.0);
    assertThat(completed.effectiveSamples()[2]).isEqualTo(7);
  }

  @Test
  void aMaskIsAsGoodAsNaNAndWhatItHidesIsNotLookedAt() {
    Dataset nan = Dataset.of(new float[][] {{NAN, 2, -1}, {NAN, 0, 1}}, new int[] {0, 1});
    Dataset any = Dataset.of(new float[][] {{-9e9f, 2, -1}, {7, 0, 1}}, new int[] {0, 1});
    Completion completion = Completion.of(rough).samples(20);

    float[][] expected = completion.complete(nan).mean();

    assertThat(completion.complete(any, Mask.columns(Shape.of(3), 0)).mean())
        .isDeepEqualTo(expected);
  }

  @Test
  void theSameSeedCompletesTheSameRowsAlike() {
    Completion completion = Completion.of(rough).samples(20);

    float[][] once = completion.seed(3).complete(rows).imputation(0);

    assertThat(completion.seed(3).complete(rows).imputation(0)).isDeepEqualTo(once);
    assertThat(completion.seed(4).complete(rows).imputation(0)[0][0]).isNotEqualTo(once[0][0]);
  }

  @Test
  void underAScalingRowsComeAndGoInTheirOwnUnits() {
    // given: units in which value = shift + scale · what the model sees
    AffineScaling units = new AffineScaling(new double[] {100, -5, 3}, new double[] {10, 2, 0.5});
    float[][] own = {{NAN, -5 + 2 * 2, 3 - 0.5f}, {100 + 10 * 3, NAN, 3 + 0.5f}};
    Dataset inUnits = Dataset.of(own, new int[] {0, 1});

    // when
    Completed scaled = Completion.of(truth.model(0.4, 1.6, units)).samples(50).complete(inUnits);
    Completed plain = Completion.of(rough).samples(50).complete(rows.first(2));

    // then
    assertThat(scaled.mean()[0][0]).isCloseTo(100 + 10 * plain.mean()[0][0], within(1e-3f));
    assertThat(scaled.mean()[1][1]).isCloseTo(-5 + 2 * plain.mean()[1][1], within(1e-3f));
    assertThat(scaled.imputation(0)[0][0])
        .isCloseTo(100 + 10 * plain.imputation(0)[0][0], within(1e-3f));
    assertThat(scaled.mean()[0][1]).isEqualTo(own[0][1]);
  }

  @Test
  void aRowOfWhichNothingIsObservedHasTheMeanOfItsCondition() {
    Dataset nothing =
        Dataset.of(new float[][] {{NAN, NAN, NAN}}, new int[] {1}).labelled(new int[] {1}, 3);

    Completed completed = Completion.of(exact).samples(5000).complete(nothing);

    assertThat(completed.mean()[0]).containsExactly(new float[] {2, -1, 0.5f}, within(0.15f));
  }

  @Test
  void whatCannotBeCompletedIsRefused() {
    Dataset infinite = Dataset.of(new float[][] {{1, Float.POSITIVE_INFINITY, NAN}}, new int[1]);

    assertThatThrownBy(() -> Completion.of(exact).complete(infinite))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("observed values under MSE must, once scaled, lie in")
        .hasMessageContaining("in row 0, column 1 was Infinity");
    assertThatThrownBy(() -> Completion.of(exact).complete(rows, Mask.columns(Shape.of(1, 3), 0)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data and mask must have the model's shape 3, had 3 and 1×3");
    assertThatThrownBy(() -> Completion.of(exact).samples(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("samples must be positive, was 0");
    assertThatThrownBy(() -> Completion.of(exact).warmUp(0))
        .hasMessage("warmUp must be positive, was 0");
    assertThatThrownBy(() -> Completion.of(exact).imputations(0))
        .hasMessage("imputations must be positive, was 0");
  }

  @Test
  void aRectangleIsMissingInEveryChannel() {
    Mask mask = Mask.rectangle(Shape.of(2, 3, 4), 1, 2, 2, 1);

    for (int channel = 0; channel < 2; channel++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 4; x++) {
          assertThat(mask.isMissing((channel * 3 + y) * 4 + x)).isEqualTo(y >= 1 && x == 2);
        }
      }
    }
    assertThat(mask.toString()).isEqualTo("4 of 2×3×4 missing");
    assertThatThrownBy(() -> Mask.rectangle(Shape.of(2, 3, 4), 2, 0, 2, 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "missing rectangle must lie in an image of 2×3×4, was 2×1 from row 2, column 0");
    assertThatThrownBy(() -> Mask.rectangle(Shape.of(4), 0, 0, 1, 1))
        .hasMessage("shape must be that of an image, was 4");
    assertThatThrownBy(() -> Mask.columns(Shape.of(4), 4))
        .hasMessage("missing columns must lie in 0..3, was 4");
  }
}
