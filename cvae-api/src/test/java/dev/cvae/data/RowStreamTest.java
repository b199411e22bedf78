package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStreamTest {
  private static final int ROWS = 1003;

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final RowStream<Integer> rows = numbers(ROWS, ROWS);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, ROWS, 5000})
  void aPassInOrderIsThatOfTheStream(int capacity) {
    assertThat(PassReader.inOrder(rows, capacity))
        .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 1002})
  void aShuffledPassHasEachRowOnceInAnOrderThatTheStreamDecides(int window) {
    List<Integer> order = PassReader.shuffled(rows.window(window), 3, 64);

    assertThat(order).doesNotHaveDuplicates().hasSize(ROWS);
    assertThat(PassReader.shuffled(rows.window(window), 3, 7)).isEqualTo(order);
  }

  @Test
  void rowsThatFitIntoTheWindowHaveTheOrderOfTheSameRowsInMemory() {
    Dataset inMemory = PassReader.numbered(ROWS);

    assertThat(PassReader.shuffled(rows, 5, 64)).isEqualTo(PassReader.shuffled(inMemory, 5, 64));
    assertThat(rows.fingerprint()).isEqualTo(inMemory.fingerprint());
  }

  @Test
  void eachPassOpensTheStreamAnewAndClosesIt() {
    PassReader.inOrder(rows, 100);
    PassReader.shuffled(rows, 0, 100);
    try (Batches pass = rows.inOrder()) {
      pass.next(new Batch(1, rows.shape(), rows.conditions()));
    }
    rows.inOrder().close(); // nothing was asked for, nothing is opened

    assertThat(opened).hasValue(3);
    assertThat(closed).hasValue(3);
  }

  @Test
  void fewerRowsThanPromisedAreNamedWithBothNumbers() {
    assertThatThrownBy(() -> PassReader.inOrder(numbers(90, ROWS), 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("stream of numbers must have 1003 rows, had 90");
    assertThat(closed).hasValue(1);
  }

  @Test
  void moreRowsThanPromisedAreNamedWithBothNumbers() {
    assertThatThrownBy(() -> PassReader.inOrder(numbers(ROWS, 64), 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("stream of numbers must have 64 rows, had 65 or more");
    assertThatThrownBy(() -> PassReader.shuffled(numbers(ROWS, 64), 0, 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("stream of numbers must have 64 rows, had 65 or more");
  }

  @Test
  void aRowOfAnotherLengthIsNamed() {
    RowStream<float[]> ragged =
        RowStream.of(3, Shape.of(2), () -> Stream.of(new float[2], new float[2], new float[3]));

    assertThatThrownBy(() -> PassReader.inOrder(ragged, 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("stream of rows must have rows of 2 values (shape 2), row 2 has 3");
  }

  @Test
  void whatAModelAsksForAndTheStreamLacksIsMissing() {
    RowStream<float[]> unlabelled =
        RowStream.of(2, Shape.of(1), () -> Stream.of(new float[] {1}, new float[] {2}), row -> row);
    Batch batch = new Batch(2, Shape.of(1), ConditionSchema.label(3));

    try (Batches batches = unlabelled.inOrder()) {
      assertThat(batches.next(batch)).isTrue();
    }

    assertThat(batch.conditions().column(0).isMissing(0)).isTrue();
    assertThat(batch.conditions().column(0).isMissing(1)).isTrue();
  }

  @Test
  void aLabelBeyondTheClassesIsNamed() {
    RowStream<Integer> few = rows.labelled(3, row -> row).named("few");

    assertThatThrownBy(() -> PassReader.inOrder(few, 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("labels of few must lie in 0..2, was 3 in row 3");
  }

  @Test
  void aStreamThatCannotBeOpenedIsAnError() {
    RowStream<float[]> gone =
        RowStream.<float[]>of(
                3,
                Shape.of(2),
                () -> {
                  throw new IOException("gone");
                })
            .named("readings");

    assertThatThrownBy(() -> PassReader.inOrder(gone, 64))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("stream of readings cannot be opened: java.io.IOException: gone");
  }

  @Test
  void sizeAndClassesMustBePositive() {
    assertThatThrownBy(() -> numbers(1, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("size must be positive, was 0");
    assertThatThrownBy(() -> rows.labelled(0, row -> row))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("classes must be positive, was 0");
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(rows).hasToString("numbers: 1003 rows of 2, label 0..9");
    assertThat(rows.conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(rows.size()).isEqualTo(ROWS);
  }

  private RowStream<Integer> numbers(int rows, int promised) {
    return RowStream.of(
            promised, PassReader.SHAPE, () -> open(rows), (Integer i) -> new float[] {i, -i})
        .labelled(10, i -> i % 10)
        .named("numbers");
  }

  private Stream<Integer> open(int rows) {
    opened.incrementAndGet();
    return IntStream.range(0, rows).boxed().onClose(closed::incrementAndGet);
  }
}
