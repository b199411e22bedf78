package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.condition.NumberField;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.Scaling;
import dev.cvae.training.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fit and model do with conditions, weights and scaling, whatever the backend. */
class ConditionsAndScalingTest {
  private static final Dataset ROWS = Models.data(200);

  @TempDir private Path folder;
  private ClassPath classPath;

  @BeforeEach
  void addBackend() {
    classPath = ClassPath.withBackend(folder);
  }

  @AfterEach
  void removeBackend() {
    classPath.close();
  }

  private static Cvae.Builder mse() {
    return Cvae.builder().latent(2).epochs(1).reconstructionLoss(ReconstructionLoss.MSE);
  }

  /** 300 + 200 times the usual rows. */
  private static Dataset inHundreds() {
    float[][] rows = new float[200][];
    int[] labels = new int[200];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = ROWS.row(row);
      labels[row] = ROWS.label(row);
      for (int i = 0; i < rows[row].length; i++) {
        rows[row][i] = 300 + 200 * rows[row][i];
      }
    }
    return Dataset.of(rows, ROWS.shape()).labelled(labels, 5);
  }

  static List<Scaling> scalings() {
    int others = ROWS.shape().size() - 3;
    return List.of(
        Scaling.standardised(),
        Scaling.mixed(
            Scaling.none().on(1), Scaling.minMax().on(2), Scaling.standardised().on(others)));
  }

  @ParameterizedTest
  @MethodSource("scalings")
  void aScaledModelIsTheModelOfTheScaledDataInTheDatasUnits(Scaling scaling) {
    // given: one model of rows scaled by hand, and one that scales
    FittedScaling byHand = scaling.fit(inHundreds());
    float[][] rows = new float[200][];
    int[] labels = new int[200];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = inHundreds().row(row);
      labels[row] = ROWS.label(row);
      byHand.scale(rows[row]);
    }
    Dataset scaled = Dataset.of(rows, ROWS.shape()).labelled(labels, 5);
    try (GenerativeModel expected = mse().build().fit(scaled);
        GenerativeModel model = mse().scaling(scaling).build().fit(inHundreds(), inHundreds())) {

      // then
      assertThat(model.description().scaling()).isEqualTo(byHand);
      assertThat(model.encode(inHundreds()).mean()).isDeepEqualTo(expected.encode(scaled).mean());
      assertThat(model.evaluate(inHundreds())).isEqualTo(expected.evaluate(scaled));
      assertThat(model.evaluateEach(inHundreds(), 3)).isEqualTo(expected.evaluateEach(scaled, 3));
      assertThat(model.history().last().train()).isEqualTo(expected.history().last().train());
      assertThat(model.history().last().validation()).contains(expected.evaluate(scaled, 0));
      assertUndone(byHand, expected.reconstruct(scaled), model.reconstruct(inHundreds()));
      GenerationRequest request = GenerationRequest.of(Condition.label(3), 9).seed(1);
      assertUndone(byHand, expected.generate(request), model.generate(request));
      assertUndone(byHand, expected.generate(request.draws()), model.generate(request.draws()));
      float[][] z = {{0.5f, -1}};
      assertUndone(
          byHand,
          expected.decode(z, List.of(Condition.label(1))),
          model.decode(z, List.of(Condition.label(1))));
    }
  }

  private static void assertUndone(FittedScaling scaling, Samples expected, Samples actual) {
    assertThat(actual.latents()).isDeepEqualTo(expected.latents());
    for (int row = 0; row < expected.size(); row++) {
      float[] values = expected.row(row);
      scaling.undo(values);
      assertThat(actual.row(row)).containsExactly(values);
    }
  }

  @Test
  void aSavedModelScalesAsTheFittedOne() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GenerativeModel model =
        mse().scaling(Scaling.normalQuantiles()).build().fit(inHundreds())) {
      model.save(bytes);
      try (GenerativeModel loaded =
          GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(loaded.description()).isEqualTo(model.description());
        assertThat(loaded.generate(Condition.label(1), 5, 2).rows())
            .isDeepEqualTo(model.generate(Condition.label(1), 5, 2).rows());
      }
    }
  }

  @Test
  void aOneHotGroupThatIsScaledIsRefusedAndOneThatIsNotIsTaken() {
    float[][] rows = new float[20][];
    Arrays.setAll(rows, row -> new float[] {900 + row, row % 2, 1 - row % 2});
    Dataset table = Dataset.of(rows);
    Cvae.Builder mixed =
        Cvae.builder()
            .latent(2)
            .epochs(1)
            .reconstructionLoss(
                ReconstructionLoss.mixed(
                    ReconstructionLoss.MSE.on(1), ReconstructionLoss.categorical(2).on(2)));

    assertThatThrownBy(() -> mixed.scaling(Scaling.standardised()).build().fit(table))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "data under mixed [MSE on 1, categorical [2] on 2], once scaled, must lie in [0.0, 1.0] under categorical [2], column 1 was -1.0, in row 0");
    assertThatThrownBy(() -> mixed.scaling(Scaling.mixed(Scaling.none().on(2))).build().fit(table))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("parts of a mixed scaling must add up to the features of a row, 3");
    Scaling ofNumbers = Scaling.mixed(Scaling.standardised().on(1), Scaling.none().on(2));
    try (GenerativeModel model = mixed.scaling(ofNumbers).build().fit(table)) {
      assertThat(model.description().scaling()).isEqualTo(ofNumbers.fit(table));
    }
  }

  @Test
  void minMaxMakesAnyNumbersFitForBceAndSaysOfLaterOnesThatTheyDoNot() {
    Cvae bce = Cvae.builder().latent(2).epochs(1).scaling(Scaling.minMax()).build();
    try (GenerativeModel model = bce.fit(inHundreds())) {
      float[] more = inHundreds().row(0);
      more[2] = 900;
      Dataset beyond = Dataset.of(new float[][] {more}, ROWS.shape()).labelled(new int[1], 5);
      assertThatThrownBy(() -> model.evaluate(beyond))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageStartingWith(
              "data under BCE must lie in [0.0, 1.0] once scaled in row 0, column 2, was 3.0");
    }
  }

  @Test
  void whatIsNotFiniteIsNamedBeforeAnythingIsScaled() {
    float[][] rows = {{1}, {2}, {Float.NaN}};
    assertThatThrownBy(
            () -> mse().scaling(Scaling.standardised()).build().fit(Dataset.of(rows)).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "data must be finite in row 2, column 0, was NaN;"
                + " ReconstructionLoss.observed(loss) takes NaN for what is missing");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void aRateOfDropoutOutsideZeroToOneIsRefused(double rate) {
    assertThatThrownBy(() -> Cvae.builder().conditionDropout(rate))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("conditionDropout must lie in [0, 1), was " + rate);
  }

  @Test
  void withoutDropoutEachFieldMustBeGivenEverywhere() {
    double[] angles = new double[200];
    angles[77] = Double.NaN;
    Dataset lacking = ROWS.with("angle", angles);
    assertThatThrownBy(() -> mse().build().fit(lacking).close())
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage(
            "condition has no angle in row 77; a model takes rows that lack a field"
                + " if it is fitted with conditionDropout(rate)");
  }

  @Test
  void withDropoutAModelAnswersUnderAnySubsetOfItsFields() {
    double[] angles = new double[200];
    for (int row = 0; row < 200; row++) {
      angles[row] = row % 3 == 0 ? Double.NaN : row;
    }
    Dataset lacking = ROWS.with("angle", angles);
    for (double rate : new double[] {0, 0.25}) {
      try (GenerativeModel model = mse().conditionDropout(rate).build().fit(lacking)) {
        assertThat(model.description().conditions().dropout()).hasValue(rate);
        assertThat(model.description().conditions().width()).isEqualTo(5 + 2);
        assertThat(((NumberField) model.description().conditions().fields().get(1)).mean())
            .isEqualTo(100.5, within(1.0)); // of 1, 2, 4, 5, …, 199
        assertThat(model.generate(2).conditions()).containsOnly(Condition.none());
        assertThat(model.generate(Condition.of("angle", 3), 2).size()).isEqualTo(2);
        assertThat(model.encode(ROWS).size()).isEqualTo(200);
        assertThat(model.reconstruct(ROWS.unlabelled()).condition(0)).isEqualTo(Condition.none());
        assertThat(model.reconstruct(lacking).condition(1))
            .isEqualTo(Condition.label(1).and("angle", 1));
        assertThatThrownBy(() -> model.generate(Condition.of("size", 1), 1))
            .hasMessageContaining("label 0..4, angle (a number), each of which may be missing");
      }
    }
  }

  @Test
  void aPlainModelHasNothingToDrop() {
    try (GenerativeModel model = mse().conditionDropout(0.5).build().fit(ROWS.unlabelled())) {
      assertThat(model.description().conditions().mayBeMissing()).isFalse();
    }
  }

  @Test
  void figuresOfWeightedRowsAreWeightedAverages() {
    // given
    float[] weights = new float[200];
    for (int row = 0; row < 200; row++) {
      weights[row] = row % 4;
    }
    Dataset weighted = ROWS.weighted(weights);
    try (GenerativeModel model = Cvae.builder().latent(2).epochs(1).build().fit(weighted)) {
      List<Evaluation> each = model.evaluateEach(weighted, 9);
      double sum = 0;
      for (int row = 0; row < 200; row++) {
        sum += weights[row] * each.get(row).elbo();
      }

      // when
      Evaluation all = model.evaluate(weighted, 9);

      // then: the weights 0, 1, 2, 3 in turn add up to 300
      assertThat(all.elbo()).isEqualTo(sum / 300, within(1e-5));
      assertThat(all.examples()).isEqualTo(200);
      assertThat(each).isEqualTo(model.evaluateEach(ROWS, 9));
    }
  }
}
