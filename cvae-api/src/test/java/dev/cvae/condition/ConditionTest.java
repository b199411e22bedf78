package dev.cvae.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final ConditionSchema DIGITS = ConditionSchema.label(10);
  private static final ConditionSchema TWO_FIELDS =
      new ConditionSchema(List.of(new CategoryField("colour", 3), new CategoryField("size", 2)));

  @Test
  void aLabelIsAConditionOnTheFieldOfThisName() {
    Condition seven = Condition.label(7);

    assertThat(seven.fields()).containsExactly("label");
    assertThat(seven.category("label")).hasValue(7);
    assertThat(seven.category("colour")).isEqualTo(OptionalInt.empty());
    assertThat(seven).hasToString("label 7").isEqualTo(Condition.of("label", 7));
    assertThat(Condition.none().fields()).isEmpty();
    assertThat(Condition.none()).hasToString("none");
  }

  @Test
  void labelsAreOneConditionEachInOrder() {
    assertThat(Condition.labels(3, 0, 3))
        .containsExactly(Condition.label(3), Condition.label(0), Condition.label(3));
  }

  @Test
  void conditionsAreEqualByTheirValuesWhateverTheOrderOfTheirFields() {
    Condition one = Condition.of("colour", 2).and("size", 1);
    Condition other = Condition.of("size", 1).and("colour", 2);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(Condition.of("colour", 2)).isNotEqualTo(one.and("size", 0));
  }

  @Test
  void theLastValueGivenForAFieldHoldsAndTheFirstConditionStaysAsItWas() {
    Condition first = Condition.label(1);

    assertThat(first.and("label", 2)).isEqualTo(Condition.label(2));
    assertThat(first).isEqualTo(Condition.label(1));
  }

  @Test
  void fieldsOfAConditionCannotBeRemoved() {
    Condition seven = Condition.label(7);

    assertThatThrownBy(() -> seven.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  void aLabelWithinTheClassesFits(int label) {
    DIGITS.check(Condition.label(label));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10, 12, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void aLabelBeyondTheClassesIsNamedWithTheModelsClasses(int label) {
    assertThatThrownBy(() -> DIGITS.check(Condition.label(label)))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has label %d, but the model was fitted with label 0..9", label);
  }

  @Test
  void aMissingFieldIsNamedWithTheFieldsThatTheModelKnows() {
    assertThatThrownBy(() -> TWO_FIELDS.check(Condition.of("colour", 1)))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has no size, but the model was fitted with colour 0..2, size 0..1");
  }

  @Test
  void aFieldThatTheModelDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> DIGITS.check(Condition.label(1).and("colour", 0)))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has field colour, but the model was fitted with label 0..9");
    assertThatThrownBy(() -> ConditionSchema.none().check(Condition.label(1)))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has field label, but the model was fitted with no condition");
  }

  @Test
  void dataMayHaveMoreFieldsThanTheModelButNotFewer() {
    DIGITS.checkCoveredBy(ConditionSchema.label(3));
    ConditionSchema.none().checkCoveredBy(DIGITS);

    assertThatThrownBy(() -> DIGITS.checkCoveredBy(ConditionSchema.none()))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("data has no condition, but the model was fitted with label 0..9");
  }

  @Test
  void aSchemaKnowsItsFieldsAndHowWideTheyAreOneHot() {
    assertThat(TWO_FIELDS.width()).isEqualTo(5);
    assertThat(TWO_FIELDS.indexOf("size")).isEqualTo(1);
    assertThat(TWO_FIELDS.indexOf("label")).isEqualTo(-1);
    assertThat(TWO_FIELDS.isEmpty()).isFalse();
    assertThat(ConditionSchema.none().isEmpty()).isTrue();
    assertThat(ConditionSchema.none().width()).isZero();
    assertThat(ConditionSchema.label(1)).hasToString("label 0");
  }

  @Test
  void twoFieldsOfOneNameAreRefused() {
    List<Field> fields = List.of(new CategoryField("a", 2), new CategoryField("a", 3));

    assertThatThrownBy(() -> new ConditionSchema(fields))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("condition fields must have different names, was ");
  }

  @Test
  void aFieldNeedsANameAndACategory() {
    assertThatThrownBy(() -> new CategoryField(" ", 2))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must not be blank, was \" \"");
    assertThatThrownBy(() -> ConditionSchema.label(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("categories of field label must be positive, was 0");
  }
}
