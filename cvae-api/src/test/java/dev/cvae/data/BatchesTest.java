package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  private static final int ROWS = 103;
  private static final Shape SHAPE = Shape.of(2);

  private final Dataset data = numbered();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 102, 103, 104, 1000})
  void batchesOfAnyCapacityDeliverEachRowOnceWithItsLabelInOrder(int capacity) {
    // given
    List<Integer> seen = new ArrayList<>();
    Batch batch = new Batch(capacity, SHAPE, data.conditions());

    // when
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        assertThat(batch.rows()).isEqualTo(Math.min(capacity, ROWS - seen.size()));
        assertThat(batch.x().position()).isZero();
        assertThat(batch.x().limit()).isEqualTo(2 * batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
          int number = (int) batch.x().get(2 * row);
          assertThat(batch.x().get(2 * row + 1)).isEqualTo(-number);
          assertThat(batch.conditions().codes(0)[row]).isEqualTo(number % 10);
          seen.add(number);
        }
      }
      assertThat(batch.rows()).isZero();
      assertThat(batches.next(batch)).isFalse();
    }

    // then
    assertThat(seen).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
  }

  @Test
  void aShuffledPassIsAPermutationThatTheStreamDecides() {
    // given
    RandomStream order = RandomStream.of(3);

    // when
    int[] first = order(data.shuffled(order), 7);
    int[] inOtherBatches = order(data.shuffled(order), 64);
    int[] otherStream = order(data.shuffled(order.split(1)), 7);

    // then
    int[] all = IntStream.range(0, ROWS).toArray();
    assertThat(first).isNotEqualTo(all).containsExactlyInAnyOrder(all);
    assertThat(inOtherBatches).isEqualTo(first);
    assertThat(otherStream).isNotEqualTo(first).containsExactlyInAnyOrder(all);
  }

  @Test
  void twoPassesAtOnceDoNotDisturbEachOther() {
    Batch one = new Batch(3, SHAPE, ConditionSchema.none());
    Batch other = new Batch(3, SHAPE, ConditionSchema.none());
    try (Batches first = data.inOrder();
        Batches second = data.inOrder()) {
      first.next(one);
      second.next(other);
      first.next(one);

      assertThat(one.x().get(0)).isEqualTo(3);
      assertThat(other.x().get(0)).isZero();
    }
  }

  @Test
  void aBatchWithoutConditionsTakesLabelledData() {
    Batch batch = new Batch(ROWS, SHAPE, ConditionSchema.none());
    try (Batches batches = data.inOrder()) {
      assertThat(batches.next(batch)).isTrue();
    }

    assertThat(batch.conditions().schema().isEmpty()).isTrue();
    assertThat(batch.x().get(2)).isEqualTo(1);
  }

  @Test
  void aBatchLiesOutsideTheHeapInNativeOrder() {
    Batch batch = new Batch(4, SHAPE, ConditionSchema.none());

    assertThat(batch.x().isDirect()).isTrue();
    assertThat(batch.x().order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(batch.capacity()).isEqualTo(4);
    batch.rows(3);
    assertThat(batch.x().remaining()).isEqualTo(6);
  }

  private static int[] order(Batches pass, int capacity) {
    int[] order = new int[ROWS];
    int done = 0;
    Batch batch = new Batch(capacity, SHAPE, ConditionSchema.none());
    try (pass) {
      while (pass.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          order[done++] = (int) batch.x().get(2 * row);
        }
      }
    }
    assertThat(done).isEqualTo(ROWS);
    return order;
  }

  /** Row i holds i and -i, and has label i mod 10. */
  private static Dataset numbered() {
    float[][] rows = new float[ROWS][];
    int[] labels = new int[ROWS];
    Arrays.setAll(rows, i -> new float[] {i, -i});
    Arrays.setAll(labels, i -> i % 10);
    return Dataset.of(rows, labels);
  }
}
