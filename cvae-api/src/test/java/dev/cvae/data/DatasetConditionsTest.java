package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetConditionsTest {
  private static final Dataset BARE = Dataset.of(new float[][] {{0}, {1}, {2}, {3}});

  /** Row 3 lacks everything. */
  private final Dataset data =
      BARE.with("digit", new int[] {2, 0, 1, -1}, "zero", "one", "two")
          .with("species", new @Nullable String[] {"oak", "fir", "oak", null})
          .with("angle", new double[] {1, 2, 6, Double.NaN})
          .with("tags", Arrays.asList(Set.of("old", "big"), Set.of(), Set.of("big"), null))
          .with("site", new float[] @Nullable [] {{1, 10}, {2, 20}, {3, 60}, null})
          .withImages(
              "edge", new float[] @Nullable [] {{0, 1}, {1, 0}, {0, 0}, null}, Shape.of(1, 2))
          .with(
              "flags",
              new boolean[] @Nullable [] {{true, false}, {false, false}, {true, true}, null});

  @Test
  void fieldsAreWhatTheirArraysAreAndComeInTheOrderGiven() {
    assertThat(data.conditions().fields())
        .containsExactly(
            new CategoryField("digit", List.of("zero", "one", "two")),
            new CategoryField("species", List.of("fir", "oak")),
            new NumberField("angle"),
            new MultiLabelField("tags", List.of("big", "old")),
            new VectorField("site", 2),
            new ImageField("edge", 1, 1, 2),
            new MultiLabelField("flags", 2));
    assertThat(data.conditions().mayBeMissing()).isFalse();
  }

  @Test
  void eachRowHasItsOwnConditionAndLacksWhatIsMissing() {
    assertThat(data.condition(0))
        .isEqualTo(
            Condition.of("digit", "two")
                .and("species", "oak")
                .and("angle", 1)
                .and("tags", "big", "old")
                .and("site", 1, 10)
                .and("edge", 0, 1)
                .and("flags", 0));
    assertThat(data.condition(1).names("tags")).isEmpty();
    assertThat(data.condition(1).fields()).contains("tags");
    assertThat(data.condition(3)).isEqualTo(Condition.none());
  }

  @Test
  void partsKeepTheirConditionsAndTheWholeSchema() {
    Dataset some = data.filter(row -> row != 1).rows(2, 0, 0);

    assertThat(some.conditions()).isEqualTo(data.conditions());
    assertThat(some.condition(0)).isEqualTo(Condition.none());
    assertThat(some.condition(1)).isEqualTo(data.condition(0)).isEqualTo(some.condition(2));
    assertThat(some.with("age", new double[] {5, 6, 6}).condition(2).numbers("age"))
        .containsExactly(6);
    Dataset.Split split = data.split(0.5, 3);
    assertThat(split.train().conditions()).isEqualTo(data.conditions());
    assertThat(split.validation().size()).isEqualTo(2);
    assertThat(data.unlabelled().conditions()).isEqualTo(ConditionSchema.none());
    assertThat(data.without("tags").conditions().indexOf("tags")).isEqualTo(-1);
    assertThat(data.without("tags").conditions().fields()).hasSize(6);
    assertThat(data.with("angle", new int[4]).conditions().fields()).hasSize(7);
  }

  @Test
  void labelsStandBesideOtherFields() {
    Dataset both = data.labelled(new int[] {1, 0, 1, 1});

    assertThat(both.conditions().fields()).hasSize(8);
    assertThat(both.withLabel(1).size()).isEqualTo(3);
    assertThat(both.balanced(1).size()).isEqualTo(2);
    assertThat(both.withLabel(0).condition(0).names("species")).containsExactly("fir");
  }

  @Test
  void aBatchIsFilledByTheNamesOfItsOwnSchema() {
    // given
    ConditionSchema model =
        new ConditionSchema(
                List.of(
                    new NumberField("angle", 3, 2),
                    new CategoryField("species", List.of("oak", "elm", "fir")),
                    new NumberField("height")))
            .withDropout(0);
    Batch batch = new Batch(4, data.shape(), model);

    // when
    try (Batches batches = data.inOrder()) {
      batches.next(batch);
    }

    // then
    assertThat(batch.conditions().values(0)).containsExactly(1, 2, 6, Float.NaN);
    assertThat(batch.conditions().codes(1)).containsExactly(0, 2, 0, -1);
    assertThat(batch.conditions().values(2)).containsOnly(Float.NaN);
  }

  @Test
  void missingValuesAndUnknownNamesAreRefusedByAModelThatDoesNotKnowThem() {
    ConditionSchema complete = data.conditions();
    ConditionSchema elms =
        new ConditionSchema(List.of(new CategoryField("species", List.of("elm", "fir"))));
    assertThatThrownBy(() -> data.requireConditions(complete))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageStartingWith("condition has no digit in row 3; a model takes rows that lack");
    data.first(3).requireConditions(complete);
    data.requireConditions(complete.withDropout(0));
    assertThatThrownBy(() -> data.requireConditions(elms))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage(
            "condition has species oak, but the model was fitted with species (elm, fir), in row 0");
  }

  @Test
  void numbersAreStandardisedByTheRowsThatHaveThem() {
    // mean and deviation by hand: angle 1, 2, 6: mean 3, variance (4 + 1 + 9) / 3
    ConditionSchema fitted = data.standardisedConditions();
    NumberField angle = (NumberField) fitted.fields().get(2);
    VectorField site = (VectorField) fitted.fields().get(4);

    assertThat(angle.mean()).isEqualTo(3, within(1e-12));
    assertThat(angle.deviation()).isEqualTo(Math.sqrt(14 / 3.0), within(1e-12));
    assertThat(site.mean()).containsExactly(new double[] {2, 30}, within(1e-12));
    assertThat(site.deviation())
        .containsExactly(new double[] {Math.sqrt(2 / 3.0), Math.sqrt(1400 / 3.0)}, within(1e-12));
    assertThat(fitted.fields().get(0)).isEqualTo(data.conditions().fields().get(0));
    NumberField constant =
        (NumberField)
            BARE.with("a", new double[] {7, 7, 7, 7}).standardisedConditions().fields().get(0);
    assertThat(constant).isEqualTo(new NumberField("a", 7, 1));
  }

  @Test
  void valuesThatAreNotOfTheirFieldAreNamedByRow() {
    refused(() -> BARE.with("a", new int[] {0, 1, 2}), "a must be one a row, were 3 for 4 rows");
    refused(
        () -> BARE.with("a", new int[] {0, 1, -2, 0}),
        "a must lie in 0..1, or be -1 where missing, was -2 in row 2");
    refused(
        () -> BARE.with("a", new int[] {0, 1, 2, 0}, "x", "y"),
        "a must lie in 0..1, or be -1 where missing, was 2 in row 2");
    refused(
        () -> BARE.with("a", new String[] {"x", "z", "y", "x"}, List.of("x", "y")),
        "a must be one of [x, y], was z in row 1");
    refused(
        () -> BARE.with("a", new @Nullable String[] {"", null, "", ""}),
        "a must have a value in at least one row, had none");
    refused(
        () -> BARE.with("a", new double[] {0, 1, 1e300, 0}),
        "a must be finite, or NaN where missing, row 2 has a Infinity");
    refused(
        () -> BARE.with("a", new float[][] {{0}, {1}, {2, 3}, {4}}),
        "a must have 1 values in each row, had 2 in row 2");
    refused(
        () -> BARE.with("a", new float[][] {{0, 1}, {0, Float.NaN}, {2, 3}, {4, 1}}),
        "a must be finite, or all NaN where missing, row 1 has a [0.0, NaN]");
    refused(
        () -> BARE.withImages("a", new float[][] {{0}, {1}, {2}, {0}}, Shape.of(1, 1, 1)),
        "a must lie in [0, 1], or be all NaN where missing, row 2 has a 2");
    refused(
        () -> BARE.withImages("a", new float[4][1], Shape.of(1, 1, 1, 1)),
        "a must have images of shape (height, width) or (channels, height, width), was 1×1×1×1");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidDataException.class).hasMessage(message);
  }

  @Test
  void weightsAreScaledToAnAverageOfOneAndFollowTheirRows() {
    // given
    Dataset weighted = BARE.weighted(new float[] {1, 3, 0, 4});

    // when / then
    assertThat(List.of(weighted.weight(0), weighted.weight(1), weighted.weight(2)))
        .containsExactly(0.5f, 1.5f, 0f);
    assertThat(weighted.rows(3, 1).weight(0)).isEqualTo(2);
    assertThat(BARE.weight(3)).isEqualTo(1);
    Batch batch = new Batch(3, BARE.shape(), ConditionSchema.none());
    try (Batches batches = weighted.inOrder()) {
      batches.next(batch);
      assertThat(batch.weights()).containsExactly(0.5f, 1.5f, 0);
      assertThat(batch.isWeighted()).isTrue();
      assertThat(batch.weight()).isEqualTo(2);
      batches.next(batch);
      assertThat(batch.weight()).isEqualTo(2);
    }
    assertThat(weighted.fingerprint()).isNotEqualTo(BARE.fingerprint());
    refused(
        () -> BARE.weighted(new float[] {1, -1, 1, 1}),
        "weights must be finite and not negative, was -1.0 in row 1");
    refused(
        () -> BARE.weighted(new float[] {1, Float.NaN, 1, 1}),
        "weights must be finite and not negative, was NaN in row 1");
    refused(() -> BARE.weighted(new float[4]), "weights must not all be 0, were");
    refused(() -> BARE.weighted(new float[3]), "weights must be one a row, were 3 for 4 rows");
  }

  @Test
  void dropoutTakesFieldsIndependentlyAtTheirRateAndOnlyByThePlaceOfTheRow() {
    // given 20,000 rows of two fields
    int rows = 20_000;
    Dataset many =
        Dataset.of(new float[rows][1]).with("a", new int[rows]).with("b", new double[rows]);
    ConditionSchema schema = many.conditions().withDropout(0.3);
    RandomStream random = RandomStream.of(5);

    // when
    boolean[][] whole = missing(many, schema, random, rows);
    boolean[][] cut = missing(many, schema, random, 999);

    // then: four standard errors of a share of 20,000
    assertThat(cut).isDeepEqualTo(whole);
    assertThat(share(whole, row -> row[0])).isEqualTo(0.3, within(0.013));
    assertThat(share(whole, row -> row[1])).isEqualTo(0.3, within(0.013));
    assertThat(share(whole, row -> row[0] && row[1])).isEqualTo(0.09, within(0.0081));
    assertThat(share(missing(many, schema.withDropout(0), random, rows), row -> row[0])).isZero();
  }

  private static double share(boolean[][] rows, java.util.function.Predicate<boolean[]> predicate) {
    return Arrays.stream(rows).filter(predicate).count() / (double) rows.length;
  }

  private static boolean[][] missing(
      Dataset data, ConditionSchema schema, RandomStream random, int capacity) {
    boolean[][] missing = new boolean[(int) data.size()][2];
    Batch batch = new Batch(capacity, data.shape(), schema);
    int row = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.dropConditions(random, row);
        for (int i = 0; i < batch.rows(); i++, row++) {
          missing[row][0] = batch.conditions().column(0).isMissing(i);
          missing[row][1] = batch.conditions().column(1).isMissing(i);
        }
      }
    }
    return missing;
  }

  @Test
  void everyValueNameAndFieldChangesTheFingerprint() {
    Field declared = new CategoryField("digit", List.of("a", "b", "c"));
    assertThat(
            List.of(
                data.fingerprint(),
                data.with("angle", new double[] {1, 2, 6.5, Double.NaN}).fingerprint(),
                data.with("digit", new int[] {2, 0, 1, 1}, "zero", "one", "two").fingerprint(),
                data.with("digit", new int[] {2, 0, 1, -1}, declared.names().toArray(String[]::new))
                    .fingerprint(),
                data.without("tags").fingerprint()))
        .doesNotHaveDuplicates();
  }
}
