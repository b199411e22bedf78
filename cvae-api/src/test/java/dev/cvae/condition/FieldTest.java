package dev.cvae.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldTest {
  private static final Field DIGIT = new CategoryField("digit", List.of("zero", "one", "two"));
  private static final Field TAGS = new MultiLabelField("tags", List.of("old", "round", "blue"));
  private static final Field ANGLE = new NumberField("angle", 10, 4);
  private static final Field SITE =
      new VectorField("site", new double[] {1, 2}, new double[] {2, 0.5});
  private static final Field EDGE = new ImageField("edge", 1, 2, 2);
  private static final ConditionSchema ALL =
      new ConditionSchema(List.of(DIGIT, TAGS, ANGLE, SITE, EDGE));
  private static final Condition COMPLETE =
      Condition.of("digit", "two")
          .and("tags", "blue", "old")
          .and("angle", 12)
          .and("site", 5, 1)
          .and("edge", new float[] {0, 0.25f, 0.5f, 1});

  @Test
  void anyConditionsOfAnySchemaGoIntoColumnsAndComeBackAsTheyWere() {
    for (int seed = 0; seed < 500; seed++) {
      // given
      Random random = new Random(seed);
      ConditionSchema schema = RandomSchemas.schema(random);
      List<Condition> conditions = new ArrayList<>();
      for (int row = 0; row < 20; row++) {
        conditions.add(RandomSchemas.condition(schema, random));
      }

      // when
      ConditionColumns columns = ConditionColumns.of(schema, conditions);
      columns.check(20);

      // then
      for (int row = 0; row < 20; row++) {
        assertThat(columns.row(row)).as("seed %d", seed).isEqualTo(conditions.get(row));
        assertThat(columns.row(row)).hasSameHashCodeAs(conditions.get(row));
      }
    }
  }

  @Test
  void theInputIsAsWideAsTheSchemaSaysAndZeroForWhatIsMissing() {
    for (int seed = 0; seed < 500; seed++) {
      // given
      Random random = new Random(seed);
      ConditionSchema schema = RandomSchemas.schema(random).withDropout(0);
      Condition one = RandomSchemas.condition(schema, random);
      ConditionColumns columns = ConditionColumns.of(schema, List.of(Condition.none(), one));

      // when
      FloatBuffer out = FloatBuffer.allocate(2 * schema.width());
      java.util.Arrays.fill(out.array(), 7);
      columns.write(2, out);

      // then: of what is there, the last input of a field other than a category is its presence
      int at = 0;
      for (Field field : schema.fields()) {
        int width = field.width() + (field instanceof CategoryField ? 0 : 1);
        for (int i = 0; i < width; i++) {
          assertThat(out.get(at + i)).as("seed %d, %s", seed, field).isZero();
        }
        if (!(field instanceof CategoryField)) {
          assertThat(out.get(schema.width() + at + width - 1))
              .as("seed %d, %s of %s", seed, field, one)
              .isEqualTo(one.fields().contains(field.name()) ? 1 : 0);
        }
        at += width;
      }
      assertThat(at).isEqualTo(schema.width());
    }
  }

  @Test
  void networksSeeEachKindAsTheDocsSay() {
    assertThat(input(ALL, COMPLETE))
        .containsExactly(
            new float[] {
              0, 0, 1, //         two
              1, 0, 1, //         old, blue
              0.5f, //            (12 − 10) / 4
              2, -2, //           (5 − 1) / 2, (1 − 2) / ½
              0, 0.25f, 0.5f, 1
            });
  }

  @Test
  void whereFieldsMayBeMissingAllButCategoriesSayWhetherTheyAreThere() {
    Condition some = Condition.of("angle", 10).and("tags", Set.of());

    assertThat(input(ALL.withDropout(0.1), some))
        .containsExactly(new float[] {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(ALL.width()).isEqualTo(3 + 3 + 1 + 2 + 4);
    assertThat(ALL.withDropout(0.1).width()).isEqualTo(3 + 4 + 2 + 3 + 5);
    assertThat(ConditionSchema.label(7).withDropout(0.1).width()).isEqualTo(7);
  }

  @Test
  void aCategoryMayBeGivenByIndexAndComesBackByName() {
    ConditionSchema digit = new ConditionSchema(List.of(DIGIT));

    assertThat(ConditionColumns.of(digit, List.of(Condition.of("digit", 1))).row(0))
        .isEqualTo(Condition.of("digit", "one"));
    assertThat(((CategoryField) DIGIT).indexOf("two")).isEqualTo(2);
    assertThat(((CategoryField) DIGIT).indexOf("ten")).isEqualTo(-1);
  }

  @Test
  void severalLabelsMayBeGivenByNameOrByIndexInAnyOrder() {
    ConditionSchema tags = new ConditionSchema(List.of(TAGS));
    float[] expected = {1, 0, 1};

    assertThat(input(tags, Condition.of("tags", "old", "blue"))).containsExactly(expected);
    assertThat(input(tags, Condition.none().and("tags", Set.of("blue", "old"))))
        .containsExactly(expected);
    assertThat(input(tags, Condition.none().and("tags", 2, 0))).containsExactly(expected);
    assertThat(input(tags, Condition.of("tags", "round"))).containsExactly(0, 1, 0);
    assertThat(input(tags, Condition.of("tags", 1))).containsExactly(0, 1, 0);
  }

  @Test
  void whatIsNotAValueOfItsFieldIsRefusedWithWhatTheModelKnowsOfIt() {
    String digit = ", but the model was fitted with digit (zero, one, two)";
    refused(COMPLETE.and("digit", "seven"), "condition has digit seven" + digit);
    refused(COMPLETE.and("digit", 3), "condition has digit 3" + digit);
    refused(COMPLETE.and("digit", -1), "condition has digit -1" + digit);
    refused(COMPLETE.and("digit", 1.5), "condition has digit 1.5" + digit);
    refused(COMPLETE.and("digit", "1"), "condition has digit \"1\" (a text)" + digit);
    refused(COMPLETE.and("digit", "one", "two"), "condition has digit [one, two]" + digit);
    String tags = ", but the model was fitted with tags any of (old, round, blue)";
    refused(COMPLETE.and("tags", "old", "new"), "condition has tags [old, new]" + tags);
    refused(COMPLETE.and("tags", 0, 3), "condition has tags [0.0, 3.0]" + tags);
    refused(COMPLETE.and("tags", 0.5), "condition has tags 0.5" + tags);
    String angle = ", but the model was fitted with angle (a number)";
    refused(COMPLETE.and("angle", "steep"), "condition has angle steep" + angle);
    refused(COMPLETE.and("angle", "-1.5"), "condition has angle \"-1.5\" (a text)" + angle);
    refused(COMPLETE.and("angle", Double.NaN), "condition has angle NaN" + angle);
    refused(COMPLETE.and("angle", 1e300), "condition has angle Infinity" + angle);
    refused(COMPLETE.and("angle", 1, 2), "condition has angle [1.0, 2.0]" + angle);
    String site = ", but the model was fitted with site (2 numbers)";
    refused(COMPLETE.and("site", 1), "condition has site 1" + site);
    refused(COMPLETE.and("site", 1, Double.NaN), "condition has site [1.0, NaN]" + site);
    String edge = ", but the model was fitted with edge (an image of 1×2×2, in [0, 1])";
    refused(COMPLETE.and("edge", new float[9]), "condition has edge [9 numbers]" + edge);
    refused(COMPLETE.and("edge", 0, 0, 0, 2), "condition has edge [0.0, 0.0, 0.0, 2.0]" + edge);
  }

  @Test
  void ofManyFieldsAMessageNamesTheOneThatIsWrongAndNotAll() {
    refused(
        COMPLETE.and("size", 1),
        "condition has field size, but the model was fitted with digit, tags, angle, site, edge");
    refused(
        Condition.of("digit", 1),
        "condition has no tags, but the model was fitted with tags any of (old, round, blue)");
    List<Field> fewer = List.of(DIGIT, TAGS, SITE, EDGE);
    assertThatThrownBy(() -> ALL.checkCoveredBy(new ConditionSchema(fewer)))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("data has no angle, but the model was fitted with angle (a number)");
  }

  private static void refused(Condition condition, String message) {
    assertThatThrownBy(() -> ALL.check(condition))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage(message);
  }

  @Test
  void dataWithValuesThatAreNotItsFieldsIsRefusedWhereItIsRead() {
    ConditionColumns columns = ConditionColumns.of(ALL, List.of(COMPLETE, COMPLETE));
    columns.values(2)[1] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> columns.check(2)).hasMessageStartingWith("condition has angle Inf");
    columns.column(2).blank(1);
    assertThatThrownBy(() -> columns.check(2, 40))
        .hasMessage(
            "condition has no angle in row 41; a model takes rows that lack a field"
                + " if it is fitted with conditionDropout(rate)");
    columns.values(2)[1] = 0;
    columns.values(3)[3] = Float.NaN; // one of two
    assertThatThrownBy(() -> columns.check(2))
        .hasMessageStartingWith("condition has site [5.0, NaN]");
    columns.values(3)[3] = 0;
    columns.values(1)[4] = 0.5f;
    assertThatThrownBy(() -> columns.check(2))
        .hasMessageStartingWith("condition has tags [1.0, 0.5, 1.0]");
    columns.values(1)[4] = 1;
    columns.check(2);
  }

  @Test
  void aSchemaWhoseFieldsMayBeMissingTakesAnySubsetOfThemAndSaysSo() {
    ConditionSchema missing = ALL.withDropout(0.1);
    missing.check(Condition.none());
    missing.check(Condition.of("angle", 3));
    missing.check(COMPLETE);

    assertThat(ALL.mayBeMissing()).isFalse();
    assertThat(missing.mayBeMissing()).isTrue();
    assertThat(missing.toString()).endsWith(", each of which may be missing");
    missing.checkCoveredBy(ConditionSchema.none());
    assertThatThrownBy(() -> missing.check(Condition.of("size", 1)))
        .hasMessageStartingWith("condition has field size, but the model was fitted with digit");
  }

  @Test
  void aFieldOfAnotherKindOrSizeIsNotTheSameField() {
    Field number = new NumberField("digit");
    assertThatThrownBy(
            () ->
                new ConditionSchema(List.of(DIGIT))
                    .checkCoveredBy(new ConditionSchema(List.of(number))))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage(
            "data has digit (a number), but the model was fitted with digit (zero, one, two)");
    assertThat(SITE.accepts(new VectorField("site", 2))).isTrue();
    assertThat(SITE.accepts(new VectorField("site", 3))).isFalse();
    assertThat(EDGE.accepts(new ImageField("edge", 1, 4, 1))).isFalse();
    assertThat(TAGS.accepts(new MultiLabelField("tags", 4))).isFalse();
    assertThat(TAGS.accepts(new MultiLabelField("tags", List.of("old")))).isTrue();
  }

  @Test
  void whatNamesMeanDependsOnNamesAndNotOnTheirOrder() {
    // given
    Field alphabetical = new CategoryField("digit", List.of("one", "two", "zero"));
    Field fewer = new MultiLabelField("tags", List.of("blue", "old"));
    ConditionSchema other = new ConditionSchema(List.of(alphabetical, fewer));
    Condition condition = Condition.of("digit", "zero").and("tags", "blue");
    ConditionColumns from = ConditionColumns.of(other, List.of(condition));
    ConditionColumns to = new ConditionColumns(ALL, 1);

    // when
    from.column(0).copy(0, to.column(0), 0);
    from.column(1).copy(0, to.column(1), 0);

    // then
    assertThat(to.row(0)).isEqualTo(condition);
    assertThat(to.codes(0)[0]).isZero();
    Column unknown = new Column(new CategoryField("digit", List.of("ten")), 1);
    unknown.codes()[0] = 0;
    assertThatThrownBy(() -> unknown.copy(0, to.column(0), 0))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage(
            "condition has digit ten, but the model was fitted with digit (zero, one, two)");
  }

  @Test
  void aConditionBeginsWithWhateverItCanGoOnWith() {
    assertThat(Condition.of("tags", List.of("old", "blue")))
        .isEqualTo(Condition.none().and("tags", "old", "blue"));
    assertThat(Condition.of("site", 1.5, 2))
        .isEqualTo(Condition.none().and("site", new float[] {1.5f, 2}));
  }

  @Test
  void wholeNumbersAreEqualHoweverTheyAreWritten() {
    assertThat(Condition.of("angle", 12)).isEqualTo(Condition.of("angle", 12.0));
    assertThat(Condition.of("angle", 12)).isEqualTo(Condition.of("angle", new float[] {12}));
    assertThat(Condition.of("angle", 12.5)).isNotEqualTo(Condition.of("angle", 12));
    assertThat(Condition.of("angle", 3e9).numbers("angle")).containsExactly(3e9f);
  }

  @Test
  void aConditionReadsAsItWasGiven() {
    assertThat(COMPLETE)
        .hasToString(
            "digit two, tags [blue, old], angle 12, site [5.0, 1.0], edge [0.0, 0.25, 0.5, 1.0]");
    assertThat(COMPLETE.names("tags")).containsExactlyInAnyOrder("old", "blue");
    assertThat(COMPLETE.names("angle")).isEmpty();
    assertThat(COMPLETE.numbers("site")).containsExactly(5, 1);
    assertThat(COMPLETE.numbers("digit")).isEmpty();
    assertThat(COMPLETE.category("digit")).isEmpty();
  }

  @Test
  void arraysGivenToAConditionAreCopied() {
    float[] site = {1, 2};
    Condition condition = Condition.of("site", site);
    site[0] = 9;
    condition.numbers("site")[1] = 9;

    assertThat(condition.numbers("site")).containsExactly(1, 2);
  }

  @Test
  void fieldsThatMakeNoSenseAreRefused() {
    refusedField(() -> new NumberField(" "), "name of a condition field must not be blank");
    refusedField(
        () -> new NumberField("a", Double.NaN, 1), "mean of field a must be finite, was NaN");
    refusedField(
        () -> new NumberField("a", 0, 0),
        "deviation of field a must be positive and finite, was 0.0");
    refusedField(() -> new VectorField("a", 0), "length of field a must be positive, was 0");
    refusedField(
        () -> new VectorField("a", new double[2], new double[] {1}),
        "field a must have as many means as deviations, at least one, was 2 and 1");
    refusedField(
        () -> new ImageField("a", 1, 0, 3),
        "image of field a must have positive dimensions and less than 2^31 values, was 1×0×3");
    refusedField(() -> new MultiLabelField("a", 0), "labels of field a must be positive, was 0");
    refusedField(
        () -> new CategoryField("a", List.of("x", "y", "x")),
        "names of field a must differ, was x");
    refusedField(
        () -> new CategoryField("a", List.of("x", "")),
        "names of field a must not be blank, was \"\"");
    refusedField(
        () -> ConditionSchema.none().withDropout(1),
        "conditionDropout must lie in [0, 1), was 1.0");
  }

  private static void refusedField(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message);
  }

  private static float[] input(ConditionSchema schema, Condition condition) {
    FloatBuffer out = FloatBuffer.allocate(schema.width());
    ConditionColumns.of(schema, List.of(condition)).write(1, out);
    return out.array();
  }
}
