package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  private static final float[][] ROWS = {{0, 0.5f}, {1, 0.25f}, {0.75f, 0}, {0.5f, 0.5f}, {1, 1}};
  private static final int[] LABELS = {2, 0, 2, 4, 0};

  private final Dataset data = Dataset.of(ROWS, LABELS);

  @Test
  void rowsKeepTheirValuesLabelsAndOrder() {
    assertThat(data.size()).isEqualTo(5);
    assertThat(data.shape()).isEqualTo(Shape.of(2));
    assertThat(data.conditions()).isEqualTo(ConditionSchema.label(5));
    for (int row = 0; row < 5; row++) {
      assertThat(data.row(row)).containsExactly(ROWS[row]);
      assertThat(data.label(row)).isEqualTo(LABELS[row]);
      assertThat(data.condition(row)).isEqualTo(Condition.label(LABELS[row]));
    }
    assertThat(data.named("sensors")).hasToString("sensors: 5 rows of 2, label 0..4");
  }

  @Test
  void flatArraysRowsWithAShapeAndBytesHoldTheSameRows() {
    // given
    float[] flat = {0, 1 / 255f, 128 / 255f, 1, 1, 0};
    byte[] bytes = {0, 1, (byte) 128, (byte) 255, (byte) 255, 0};
    Shape shape = Shape.of(1, 3);

    // when
    Dataset fromFlat = Dataset.of(flat, shape);
    Dataset fromBytes = Dataset.of(bytes, shape);
    Dataset fromRows = Dataset.of(new float[][] {{flat[0], flat[1], flat[2]}, {1, 1, 0}}, shape);

    // then
    for (Dataset each : new Dataset[] {fromFlat, fromBytes, fromRows}) {
      assertThat(each.shape()).isEqualTo(shape);
      assertThat(each.size()).isEqualTo(2);
      assertThat(each.row(0)).containsExactly(0, 1 / 255f, 128 / 255f);
      assertThat(each.row(1)).containsExactly(1, 1, 0);
      assertThat(each.condition(1)).isEqualTo(Condition.none());
    }
  }

  @Test
  void everyByteStandsForItsShareOf255() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }

    float[] row = Dataset.of(bytes, Shape.of(256)).row(0);

    for (int i = 0; i < 256; i++) {
      assertThat(row[i]).isEqualTo((float) (i / 255.0));
    }
  }

  @Test
  void arraysAreCopiedOnTheWayInAndOut() {
    // given
    float[][] rows = {{0.5f}, {0.25f}};
    float[] flat = {0.5f, 0.25f};
    byte[] bytes = {0, 1};
    int[] labels = {0, 1};
    Dataset fromRows = Dataset.of(rows, labels);
    Dataset fromFlat = Dataset.of(flat, Shape.of(1));
    Dataset fromBytes = Dataset.of(bytes, Shape.of(1));

    // when
    rows[0][0] = flat[0] = 9;
    bytes[0] = 9;
    labels[0] = 1;
    fromRows.row(1)[0] = 9;
    fromRows.shape().dimensions()[0] = 9;

    // then
    assertThat(fromRows.row(0)).containsExactly(0.5f);
    assertThat(fromRows.row(1)).containsExactly(0.25f);
    assertThat(fromRows.label(0)).isZero();
    assertThat(fromFlat.row(0)).containsExactly(0.5f);
    assertThat(fromBytes.row(0)).containsExactly(0);
    assertThat(fromRows.shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void subsetsKeepTheirRowsAndTheWholeSchema() {
    assertThat(labels(data.first(2))).containsExactly(2, 0);
    assertThat(labels(data.first(99))).containsExactly(LABELS);
    assertThat(labels(data.filter(row -> row % 2 == 1))).containsExactly(0, 4);
    assertThat(labels(data.withLabel(2, 4))).containsExactly(2, 2, 4);
    assertThat(labels(data.balanced(1))).containsExactly(2, 0, 4);
    assertThat(labels(data.balanced(7))).containsExactly(LABELS);
    assertThat(data.withLabel(0).conditions()).isEqualTo(data.conditions());
    assertThat(data.withLabel(0).row(1)).containsExactly(ROWS[4]);
  }

  @Test
  void subsetsOfSubsetsAndNewLabelsForASubsetMeanItsOwnRows() {
    // given
    Dataset odd = data.filter(row -> row > 0).filter(row -> row % 2 == 1); // rows 2 and 4

    // when
    Dataset relabelled = odd.labelled(new int[] {1, 0}, 3);

    // then
    assertThat(relabelled.row(0)).containsExactly(ROWS[2]);
    assertThat(labels(relabelled)).containsExactly(1, 0);
    assertThat(labels(relabelled.filter(row -> row == 1))).containsExactly(0);
    assertThat(relabelled.conditions()).isEqualTo(ConditionSchema.label(3));
    assertThat(labels(data)).containsExactly(LABELS);
    assertThat(odd.unlabelled().conditions()).isEqualTo(ConditionSchema.none());
  }

  @Test
  void thresholdMakesValuesAboveItOneAndOthersZero() {
    Dataset binary = data.threshold(0.5f);

    assertThat(binary.row(0)).containsExactly(0, 0);
    assertThat(binary.row(2)).containsExactly(1, 0);
    assertThat(labels(binary)).containsExactly(LABELS);
    assertThat(Dataset.of(new byte[] {127, (byte) 128}, Shape.of(2)).threshold(0.5f).row(0))
        .containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.9, 0.999})
  void splitsPartitionTheRowsAtRandomAndTheSeedDecides(double share) {
    // given
    int n = 1000;
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    Dataset all = Dataset.of(numbers, Shape.of(1));

    // when
    Dataset.Split split = all.split(share, 7);

    // then
    assertThat(split.train().size()).isEqualTo(Math.round(share * n));
    float[] both = new float[n];
    int trainSize = (int) split.train().size();
    for (int i = 0; i < n; i++) {
      both[i] = i < trainSize ? split.train().row(i)[0] : split.validation().row(i - trainSize)[0];
    }
    assertThat(both).isNotEqualTo(numbers).containsExactlyInAnyOrder(numbers);
    assertThat(all.split(share, 7).train().fingerprint()).isEqualTo(split.train().fingerprint());
    assertThat(all.split(share, 8).train().fingerprint()).isNotEqualTo(split.train().fingerprint());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN, 0.05, 0.95})
  void aSplitThatLeavesAPartWithoutARowIsRefused(double share) {
    assertThatThrownBy(() -> data.split(share, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "share must lie in (0, 1) and leave both of two parts of 5 rows one, was " + share);
  }

  @Test
  void dataWithoutARowIsRefused() {
    String message = "data must have at least one row, had none";

    assertThatThrownBy(() -> Dataset.of(new float[0][]))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> data.filter(row -> false))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> data.withLabel(3))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Dataset.of(new float[0], Shape.of(2)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("number of values must be a positive multiple of 2 (shape 2), was 0");
  }

  @Test
  void raggedRowsAreNamedByTheirNumberAndLength() {
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1, 2}, {3, 4}, {5}}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("rows must all have the same length, row 0 has 2 values and row 2 has 1");
    assertThatThrownBy(() -> Dataset.of(new float[][] {{}, {}}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("rows must have at least one value, row 0 has none");
    assertThatThrownBy(() -> Dataset.of(ROWS, Shape.of(1, 3)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("rows must have 3 values (shape 1×3), row 0 has 2");
    assertThatThrownBy(() -> Dataset.of(new byte[5], Shape.of(1, 2)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("number of values must be a positive multiple of 2 (shape 1×2), was 5");
  }

  @Test
  void labelsThatAreNegativeBeyondTheClassesOrTooFewAreNamed() {
    assertThatThrownBy(() -> Dataset.of(ROWS, new int[] {0, 1, -1, 0, 0}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("labels must count from 0, was -1 in row 2");
    assertThatThrownBy(() -> data.labelled(new int[] {-4, -4, -4, -4, -4}))
        .hasMessage("labels must count from 0, was -4 in row 0");
    assertThatThrownBy(() -> data.labelled(LABELS, 4))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("labels must lie in 0..3, was 4 in row 3");
    assertThatThrownBy(() -> data.labelled(new int[] {0, 1}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("labels must be one a row, were 2 for 5 rows");
    assertThatThrownBy(() -> data.labelled(LABELS, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("categories of field label must be positive, was 0");
  }

  @Test
  void aFewRowsWithHugeLabelsAreBalancedWithoutMemoryForEachClass() {
    Dataset postcodes = Dataset.of(ROWS, new int[] {7, 2_147_483_646, 7, 2_147_483_646, 7});

    Throwable thrown = catchThrowable(() -> postcodes.balanced(1));

    assertThat(thrown).isNull();
    assertThat(labels(postcodes.balanced(1))).containsExactly(7, 2_147_483_646);
  }

  @Test
  void theLargestIntIsTooLargeALabelAndTheMessageSaysSo() {
    assertThatThrownBy(() -> Dataset.of(ROWS, new int[] {0, 1, Integer.MAX_VALUE, 0, 0}))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("2147483647 in row 2")
        .hasMessageNotContaining("0..0");
  }

  @Test
  void whatNeedsLabelsSaysSoWithTheNameOfTheData() {
    Dataset bare = data.unlabelled().named("sensors");

    for (Runnable call :
        new Runnable[] {() -> bare.label(0), () -> bare.withLabel(1), () -> bare.balanced(1)}) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidDataException.class)
          .hasMessage("data must have labels for this, had none (sensors)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void countsOfRowsMustBePositive(int count) {
    assertThatThrownBy(() -> data.first(count))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("count must be positive, was " + count);
    assertThatThrownBy(() -> data.balanced(count))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("countPerLabel must be positive, was " + count);
  }

  private static int[] labels(Dataset data) {
    return IntStream.range(0, (int) data.size()).map(data::label).toArray();
  }
}
