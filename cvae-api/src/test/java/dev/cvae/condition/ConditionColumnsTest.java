package dev.cvae.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidConditionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionColumnsTest {
  private static final ConditionSchema SCHEMA =
      new ConditionSchema(
          List.of(new CategoryField("colour", 100_000), new CategoryField("on", 2)));

  @Test
  void conditionsGoIntoColumnsAndComeBackAsTheyWere() {
    // given
    Random random = new Random(5);
    List<Condition> conditions = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      conditions.add(Condition.of("on", random.nextInt(2)).and("colour", random.nextInt(100_000)));
    }

    // when
    ConditionColumns columns = ConditionColumns.of(SCHEMA, conditions);

    // then
    assertThat(columns.schema()).isEqualTo(SCHEMA);
    for (int row = 0; row < 200; row++) {
      assertThat(columns.row(row)).as("seed 5, row %d", row).isEqualTo(conditions.get(row));
      assertThat(columns.codes(0)[row])
          .isEqualTo(conditions.get(row).category("colour").getAsInt());
      assertThat(columns.codes(1)[row]).isEqualTo(conditions.get(row).category("on").getAsInt());
    }
  }

  @Test
  void columnsWithoutFieldsHaveRowsWithoutCondition() {
    ConditionColumns columns =
        ConditionColumns.of(ConditionSchema.none(), List.of(Condition.none()));

    assertThat(columns.row(0)).isEqualTo(Condition.none());
  }

  @Test
  void aConditionThatDoesNotFitIsRefused() {
    List<Condition> conditions = List.of(Condition.of("colour", 1).and("on", 2));

    assertThatThrownBy(() -> ConditionColumns.of(SCHEMA, conditions))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("condition has on 2");
  }

  @Test
  void aCheckLooksAtTheRowsThatCountAndAtNoOther() {
    // given
    Condition zeros = Condition.of("colour", 0).and("on", 0);
    ConditionColumns columns = ConditionColumns.of(SCHEMA, List.of(zeros, zeros, zeros));
    columns.codes(1)[2] = 2;

    // when / then
    assertThatCode(() -> columns.check(2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> columns.check(3))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("condition has on 2");
    columns.codes(1)[2] = -1;
    assertThatThrownBy(() -> columns.check(3)).isInstanceOf(InvalidConditionException.class);
  }
}
