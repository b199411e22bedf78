package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final ConditionSchema SEVERAL =
      new ConditionSchema(
          List.of(
              new CategoryField("digit", List.of("six", "seven")),
              new NumberField("ink", 0, 1),
              new MultiLabelField("tags", List.of("even", "bold")),
              new VectorField("size", 2)));

  @Test
  void eachFieldHasAShortValue() {
    Condition condition =
        Condition.of("digit", "six")
            .and("size", 114, 1.010503)
            .and("ink", 116.20785)
            .and("tags", "bold", "even");

    assertThat(Conditions.text(SEVERAL, condition))
        .isEqualTo("digit six, ink 116.2, tags even + bold, size (114, 1.011)");
    assertThat(Conditions.lines(SEVERAL, condition).get(1))
        .hasToString("<span class=\"field\">ink <b>116.2</b></span>");
  }

  @Test
  void nothingIsSaidOfFieldsThatAreMissingAndNoneOfNoLabels() {
    assertThat(Conditions.text(SEVERAL, Condition.none().and("tags", List.of())))
        .isEqualTo("tags none");
    assertThat(Conditions.text(SEVERAL, Condition.none())).isEqualTo("none");
    assertThat(Conditions.lines(SEVERAL, Condition.none())).isEmpty();
  }

  @Test
  void ofOneFieldThereIsItsValueAlone() {
    assertThat(Conditions.text(ConditionSchema.label(10), Condition.label(7))).isEqualTo("7");
    ConditionSchema vector = new ConditionSchema(List.of(new VectorField("site", 5)));
    assertThat(Conditions.text(vector, Condition.of("site", new float[5]))).isEqualTo("5 numbers");
  }
}
