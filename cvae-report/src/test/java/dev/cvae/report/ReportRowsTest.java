package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import org.junit.jupiter.api.Test;

class ReportRowsTest {
  @Test
  void allOfFewAndSoManyOfManyInOrderAndAlwaysTheSame() {
    assertThat(ReportRows.chosen(4, 10)).containsExactly(0, 1, 2, 3);
    assertThat(ReportRows.chosen(100_000, 500))
        .hasSize(500)
        .isSorted()
        .doesNotHaveDuplicates()
        .isEqualTo(ReportRows.chosen(100_000, 500));
  }

  @Test
  void rowsKeepTheirValuesTheirConditionsAndTheirName() {
    Dataset data =
        Dataset.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})
            .labelled(new int[] {2, 0, 1})
            .named("three");

    Dataset rows = ReportRows.of(data, data.conditions());

    assertThat(rows.name()).isEqualTo("three");
    assertThat(rows.row(2)).containsExactly(5, 6);
    assertThat(rows.condition(0)).isEqualTo(Condition.label(2));
    assertThat(ReportRows.of(data, ConditionSchema.none()).conditions().isEmpty()).isTrue();
  }
}
