package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LinearGaussian;
import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Evaluation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
  /** The only feature is the score. */
  private static final AnomalyScore FIRST = AnomalyDetectorTest::firstFeature;

  private final LinearGaussian truth = LinearGaussian.conditional();
  private final GenerativeModel model = truth.model(0, 1);
  private final Dataset rows =
      Dataset.of(new float[][] {{0, 0, 0}, {2, -1, 1}, {5, 5, -5}}, new int[] {0, 1, 2});

  @Test
  void theThresholdIsTheConformalQuantileOfTheNormalScores() {
    // ⌈(n + 1)(1 − α)⌉ by hand
    assertThat(AnomalyDetector.fit(FIRST, oneTo(99), 0.05).threshold()).isEqualTo(95);
    assertThat(AnomalyDetector.fit(FIRST, oneTo(100), 0.05).threshold()).isEqualTo(96);
    assertThat(AnomalyDetector.fit(FIRST, oneTo(19), 0.05).threshold()).isEqualTo(19);
    assertThat(AnomalyDetector.fit(FIRST, oneTo(9), 0.3).threshold()).isEqualTo(7);
    assertThat(AnomalyDetector.fit(FIRST, oneTo(9), 0.999999).threshold()).isEqualTo(1);
  }

  @Test
  void aRateThatSoFewRowsCannotShowIsRefused() {
    for (double rate : new double[] {0.049, 0, -1, 1, Double.NaN}) {
      assertThatThrownBy(() -> AnomalyDetector.fit(FIRST, oneTo(19), rate))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage("falseAlarmRate must lie in [1/20, 1) with 19 normal rows, was " + rate);
    }
    Dataset nan = Dataset.of(new float[][] {{1}, {Float.NaN}});
    assertThatThrownBy(() -> AnomalyDetector.fit(FIRST, nan, 0.5))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("normal row 1 has no score (NaN)");
  }

  @Test
  void rowsAboveTheThresholdAreAnomaliesAndSoAreThoseWithoutAScore() {
    AnomalyDetector detector = AnomalyDetector.fit(FIRST, oneTo(19), 0.1); // threshold 18

    assertThat(detector.anomalies(Dataset.of(new float[][] {{18}, {18.5f}, {-3}, {Float.NaN}})))
        .containsExactly(false, true, false, true);
    assertThat(detector.toString()).isEqualTo("anomaly above 18.00 nats, from 19 normal rows");
  }

  @Test
  void thePValueCountsNormalRowsThatScoreAsMuchOrMore() {
    AnomalyDetector detector = AnomalyDetector.fit(FIRST, oneTo(19), 0.1);

    assertThat(detector.pValues(Dataset.of(new float[][] {{19}, {19.5f}, {0}, {18}, {10.5f}})))
        .containsExactly(new double[] {0.1, 0.05, 1, 0.15, 0.5}, within(1e-15));
  }

  /** Over draws of 29 normal rows and a new one, false alarms are (30 − 27) / 30 exactly. */
  @Test
  void aNewNormalRowIsAFalseAlarmAsOftenAsAskedFor() {
    RandomStream random = RandomStream.of(12);
    int repeats = 20_000;
    int alarms = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      float[][] normal = new float[29][1];
      for (int i = 0; i < 29; i++) {
        normal[i][0] = random.normal(30L * repeat + i);
      }
      float[][] fresh = {{random.normal(30L * repeat + 29)}};
      AnomalyDetector detector = AnomalyDetector.fit(FIRST, Dataset.of(normal), 0.1);
      alarms += detector.anomalies(Dataset.of(fresh))[0] ? 1 : 0;
    }
    double error = Math.sqrt(0.1 * 0.9 / repeats);
    assertThat((double) alarms / repeats).as("seed 12").isEqualTo(0.1, within(4 * error));
  }

  @Test
  void theConditionalScoreIsMinusTheLogDensityGivenTheCondition() {
    double[] scores = AnomalyScore.conditional(model, 3).scores(rows);

    for (int row = 0; row < 3; row++) { // the encoder is exact: so is any number of samples
      assertThat(scores[row])
          .isEqualTo(-truth.logDensity(rows.row(row), rows.label(row)), within(1e-4));
    }
  }

  @Test
  void theMarginalScoreSumsOverTheCategoriesAndNeedsNoLabels() {
    double[] p = {0.5, 0.3, 0.2};
    GenerativeClassifier classifier = GenerativeClassifier.of(model, "label", p).samples(2);

    double[] scores = AnomalyScore.marginal(classifier).scores(rows.unlabelled());

    for (int row = 0; row < 3; row++) {
      double density = 0;
      for (int c = 0; c < 3; c++) {
        density += p[c] * Math.exp(truth.logDensity(rows.row(row), c));
      }
      assertThat(scores[row]).isEqualTo(-Math.log(density), within(1e-4));
    }
  }

  @Test
  void theElboScoreIsTheMeanOverDraws() {
    double[] scores = AnomalyScore.elbo(model, 2).scores(rows);

    for (int row = 0; row < 3; row++) {
      Evaluation first = model.evaluateEach(rows, 0).get(row);
      Evaluation second = model.evaluateEach(rows, 1).get(row);
      assertThat(scores[row]).isEqualTo(-(first.elbo() + second.elbo()) / 2, within(1e-12));
    }
    assertThatThrownBy(() -> AnomalyScore.elbo(model, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("draws must be positive, was 0");
  }

  @Test
  void aModelsOwnRowsAreNormalAndAFarOneIsNot() {
    Dataset normal =
        Dataset.of(
            model.generate(GenerationRequest.of(Condition.label(1), 200).draws().seed(4)).rows(),
            ones(200));

    AnomalyDetector detector = AnomalyDetector.fit(model, normal, 1, 0.01);

    assertThat(
            detector.anomalies(
                Dataset.of(new float[][] {{2, -1, 0.5f}, {9, 9, 9}}, new int[] {1, 1})))
        .containsExactly(false, true);
  }

  private static int[] ones(int count) {
    int[] labels = new int[count];
    Arrays.fill(labels, 1);
    return labels;
  }

  private static Dataset oneTo(int n) {
    float[][] values = new float[n][1];
    for (int i = 0; i < n; i++) {
      values[i][0] = n - i; // not in order
    }
    return Dataset.of(values);
  }

  private static double[] firstFeature(DataSource data) {
    float[][] values = ConditionedRows.read(data, data.conditions()).rows();
    double[] scores = new double[values.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = values[row][0];
    }
    return scores;
  }
}
