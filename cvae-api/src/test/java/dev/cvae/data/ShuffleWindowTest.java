package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.random.RandomStream;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How far the order is from a uniform one, against what the class's comment says. */
class ShuffleWindowTest {
  private static final int EPOCHS = 80;
  private static final int ROWS = 1 << 16;
  private static final int WINDOW = 2048;
  private static final int BLOCK = WINDOW / 256; // as StoredRows has it
  private static final int BATCH = 256;

  /**
   * A row waits for a geometric number of rows with mean W, of which W were before it; for large W
   * the distance that it moves is exponential less its mean, on average 2W/e.
   */
  @Test
  void rowsOfAStreamMoveByAboutTheWindow() {
    int window = 1000;
    int size = 200_000;
    Dataset data = PassReader.numbered(size).unlabelled();
    Batches pass = new ShuffleWindow(data.inOrder(), data.shape(), window, 100, RandomStream.of(0));

    List<Integer> order = PassReader.numbers(data, pass, BATCH);

    double moved = 0;
    for (int i = 10 * window; i < size - 10 * window; i++) {
      moved += Math.abs(order.get(i) - i);
    }
    double expected = 2 * window / Math.E;
    assertThat(moved / (size - 20 * window)).isCloseTo(expected, within(0.02 * expected));
  }

  /**
   * The first half of the rows is of one kind and the second of the other, σ² = 1/4, and so is each
   * block; the kinds have as many rows each, which costs B/N.
   */
  @Test
  void batchesOfSortedDataVaryAsTheFormulaSays() {
    double inBatch = 1.0 / BATCH;
    double density = (BLOCK - 1) / (2.0 * WINDOW) * (1 - BATCH / (3.0 * WINDOW)); // over a batch
    double inBlocks = density - (double) BLOCK / ROWS;

    double variance = varianceOfBatchMeans(row -> row / (ROWS / 2));

    double expected = 0.25 * (inBatch + inBlocks);
    assertThat(inBlocks).isGreaterThan(0.3 * inBatch); // so that the test can tell
    assertThat(variance).isCloseTo(expected, within(0.04 * expected));
  }

  @Test
  void batchesOfUnsortedDataVaryAsAfterAUniformShuffle() {
    RandomStream kinds = RandomStream.of(99);

    double variance = varianceOfBatchMeans(row -> (int) (kinds.bits(row) & 1));

    double expected = 0.25 / BATCH;
    assertThat(variance).isCloseTo(expected, within(0.04 * expected));
  }

  /** Of a batch's share of rows of kind 1, around 1/2, over many epochs. */
  private static double varianceOfBatchMeans(IntUnaryOperator kind) {
    StoredRows data =
        StoredRows.of(
                "numbers", PassReader.SHAPE, ConditionSchema.none(), ROWS, PassReader.reader())
            .window(WINDOW);
    double sum = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      List<Integer> order = PassReader.shuffled(data, epoch, 512);
      for (int start = 0; start < ROWS; start += BATCH) {
        int ones = order.subList(start, start + BATCH).stream().mapToInt(kind::applyAsInt).sum();
        double deviation = (double) ones / BATCH - 0.5;
        sum += deviation * deviation;
      }
    }
    return sum / (EPOCHS * (ROWS / BATCH));
  }
}
