package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRowsTest {
  private static final int ROWS = 1003;

  private final StoredRows rows = stored(ROWS);
  private final Dataset inMemory = PassReader.numbered(ROWS);

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 100", "7, 100", "128, 300", "128, 512", "2000, 600", "10, 1002"})
  void aShuffledPassHasEachRowOnceWithItsLabelWhateverTheWindow(int capacity, int window) {
    List<Integer> seen = PassReader.shuffled(rows.window(window), 5, capacity);

    assertThat(seen).doesNotHaveDuplicates().hasSize(ROWS).isNotEqualTo(numbers(ROWS));
  }

  @Test
  void theStreamAloneDecidesTheOrder() {
    StoredRows windowed = rows.window(512);

    List<Integer> order = PassReader.shuffled(windowed, 5, 7);

    assertThat(PassReader.shuffled(windowed, 5, 128)).isEqualTo(order);
    assertThat(PassReader.shuffled(stored(ROWS).window(512).unlabelled(), 5, 7)).isEqualTo(order);
    assertThat(PassReader.shuffled(windowed, 6, 7)).isNotEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(ints = {ROWS, ROWS + 1, 100_000})
  void dataThatFitsIntoTheWindowHasTheOrderOfTheSameRowsInMemory(int window) {
    assertThat(PassReader.shuffled(rows.window(window), 5, 128))
        .isEqualTo(PassReader.shuffled(inMemory, 5, 128));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, ROWS, 5000})
  void aPassInOrderIsThatOfTheData(int capacity) {
    assertThat(PassReader.inOrder(rows, capacity)).isEqualTo(numbers(ROWS));
  }

  @Test
  void theFingerprintIsThatOfTheSameRowsInMemory() {
    assertThat(rows.fingerprint()).isEqualTo(inMemory.fingerprint());
    assertThat(rows.unlabelled().fingerprint()).isEqualTo(inMemory.unlabelled().fingerprint());
  }

  @Test
  void unlabelledRowsHaveNoLabelForAModelThatAsksForOne() {
    for (Batches batches :
        List.of(
            stored(ROWS).unlabelled().inOrder(),
            stored(ROWS).unlabelled().shuffled(RandomStream.of(1)))) {
      Batch batch = new Batch(5, stored(ROWS).shape(), stored(ROWS).conditions());
      try (batches) {
        assertThat(batches.next(batch)).isTrue();
      }
      for (int row = 0; row < batch.rows(); row++) {
        assertThat(batch.conditions().column(0).isMissing(row)).isTrue();
      }
    }
  }

  /** Row i has the colour of this code: i mod 3. */
  private static StoredRows coloured(String... names) {
    StoredRows.Reader reader =
        (first, batch) -> {
          int colour = batch.conditions().schema().indexOf("colour");
          int tags = batch.conditions().schema().indexOf("tags");
          for (int i = 0; i < batch.rows(); i++) {
            batch.x().put(i, first + i);
            batch.conditions().codes(colour)[i] = (int) (first + i) % 3;
            if (tags >= 0) {
              batch.conditions().values(tags)[2 * i] = 1;
              batch.conditions().values(tags)[2 * i + 1] = 0;
            }
          }
        };
    ConditionSchema schema =
        new ConditionSchema(
            List.of(
                new CategoryField("colour", List.of(names)),
                new MultiLabelField("tags", List.of("old", "round"))));
    return StoredRows.of("colours", Shape.of(1), schema, 300, reader);
  }

  @Test
  void valuesAreFoundByNameWhereTheModelHasTheNamesInAnotherOrder() {
    // given: a model that knows one colour more
    StoredRows data = coloured("red", "green", "blue");
    ConditionSchema model =
        new ConditionSchema(
            List.of(
                new MultiLabelField("tags", List.of("round", "old")),
                new CategoryField("colour", List.of("blue", "white", "green", "red"))));

    for (Batches batches :
        List.of(
            data.inOrder(),
            data.shuffled(RandomStream.of(1)),
            data.window(40).shuffled(RandomStream.of(1)))) {
      Batch batch = new Batch(7, data.shape(), model);
      try (batches) {
        while (batches.next(batch)) {
          for (int row = 0; row < batch.rows(); row++) {
            // then
            String colour = List.of("red", "green", "blue").get((int) batch.x().get(row) % 3);
            assertThat(batch.conditions().row(row))
                .isEqualTo(Condition.of("colour", colour).and("tags", List.of("old")));
          }
        }
      }
    }
  }

  @Test
  void aNameThatTheModelLacksOrACodeThatTheDataLacksIsRefused() {
    ConditionSchema model =
        new ConditionSchema(List.of(new CategoryField("colour", List.of("green", "red"))));
    assertThatThrownBy(() -> coloured("red", "green", "blue").requireConditions(model))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has colour blue, but the model was fitted with colour (green, red)");
    assertThatThrownBy(() -> coloured("red", "green").requireConditions(model))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has colour 2, but the data has colour (red, green)");
  }

  @Test
  void firstAndSkipCutTheRowsIntoParts() {
    assertThat(PassReader.inOrder(rows.skip(1000), 10)).containsExactly(1000, 1001, 1002);
    assertThat(PassReader.inOrder(rows.skip(1000).first(2), 10)).containsExactly(1000, 1001);
    assertThat(PassReader.inOrder(rows.first(2).skip(1), 10)).containsExactly(1);
    assertThat(rows.first(5000).size()).isEqualTo(ROWS);
    assertThat(PassReader.shuffled(rows.skip(3).first(1000).window(300), 1, 64))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(3, 1003).boxed().toList());
  }

  @Test
  void partsAndWindowsMustHaveRows() {
    assertThatThrownBy(() -> rows.first(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("count must be positive, was 0");
    assertThatThrownBy(() -> rows.skip(ROWS))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("count must lie in 0..1002 so that a row is left, was 1003");
    assertThatThrownBy(() -> rows.window(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("window must be positive, was 0");
    assertThatThrownBy(() -> rows.window(1 << 28))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("window must have less than 2^29 values, with 2 a row, was 268435456");
    assertThatThrownBy(
            () ->
                StoredRows.of("none", Shape.of(2), ConditionSchema.none(), 0, PassReader.reader()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must have at least one row, had 0 (none)");
  }

  private static StoredRows stored(int size) {
    return StoredRows.of(
        "numbers", PassReader.SHAPE, ConditionSchema.label(10), size, PassReader.reader());
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
