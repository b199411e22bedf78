package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.FEATURES;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.stopAfterBatches;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.RowStream;
import dev.cvae.data.StoredRows;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.random.RandomStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are not in memory train as those that are. */
abstract class StreamingContract {
  private static final int ROWS = 50;

  private final Dataset rows = labelled(ROWS);

  @AfterEach
  void noReadingThreadIsLeft() {
    Thread.interrupted();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("cvae reads"));
  }

  @Test
  void rowsThatFitIntoTheWindowGiveTheModelOfTheSameRowsInMemoryByteForByte() {
    byte[] inMemory = fileOf(tiny().build(), rows);

    assertThat(fileOf(tiny().build(), stored())).isEqualTo(inMemory);
    assertThat(fileOf(tiny().build(), stored().prefetched())).isEqualTo(inMemory);
    assertThat(fileOf(tiny().build(), streamed())).isEqualTo(inMemory);
    assertThat(fileOf(tiny().build(), rows.prefetched())).isEqualTo(inMemory);
  }

  @Test
  void aSmallWindowGivesTheSameModelEveryTime() {
    byte[] first = fileOf(tiny().build(), stored().window(20));

    assertThat(fileOf(tiny().build(), stored().window(20).prefetched())).isEqualTo(first);
    assertThat(fileOf(tiny().seed(8).build(), stored().window(20))).isNotEqualTo(first);
    assertThat(fileOf(tiny().build(), stored())).isNotEqualTo(first);
  }

  @Test
  void aFitPassesOverTheDataOnceMoreThanItHasEpochs() {
    AtomicInteger passes = new AtomicInteger();
    RowStream<Integer> counted =
        RowStream.of(
            ROWS,
            rows.shape(),
            () -> {
              passes.incrementAndGet();
              return IntStream.range(0, ROWS).boxed();
            },
            rows::row);

    tiny().epochs(3).build().fit(counted).close();

    assertThat(passes).hasValue(1 + 3);
  }

  @Test
  void whatReadingThrowsAheadReachesTheCallerOfTheFit() {
    InvalidDataException broken = new InvalidDataException("the disk is gone");
    DataSource data =
        new Data(rows) {
          @Override
          public Batches shuffled(RandomStream order) {
            return new Batches() {
              @Override
              public boolean next(Batch batch) {
                throw broken;
              }

              @Override
              public void close() {}
            };
          }
        };

    assertThatThrownBy(() -> tiny().build().fit(data.prefetched())).isSameAs(broken);
  }

  @Test
  void aStoppedOrInterruptedFitLeavesNoReadingThread() {
    tiny().listener(stopAfterBatches(2)).build().fit(stored().prefetched()).close();

    Cvae cvae = tiny().build();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cvae.fit(stored().prefetched()))
        .isInstanceOf(TrainingInterruptedException.class);
  }

  @Test
  void evaluationReadsTheSameFromDisk() {
    try (GenerativeModel model = tiny().build().fit(rows)) {
      assertThat(model.evaluate(stored().prefetched(), 3)).isEqualTo(model.evaluate(rows, 3));
    }
  }

  private static byte[] fileOf(Cvae cvae, DataSource data) {
    try (GenerativeModel model = cvae.fit(data)) {
      return bytes(model);
    }
  }

  private RowStream<Integer> streamed() {
    return RowStream.of(ROWS, rows.shape(), () -> IntStream.range(0, ROWS).boxed(), rows::row)
        .labelled(Examples.CLASSES, rows::label)
        .named(rows.name());
  }

  private StoredRows stored() {
    return StoredRows.of(
        rows.name(),
        rows.shape(),
        rows.conditions(),
        ROWS,
        (first, batch) -> {
          int column = batch.conditions().schema().indexOf(Condition.LABEL);
          for (int i = 0; i < batch.rows(); i++) {
            int row = Math.toIntExact(first + i);
            batch.x().put(i * FEATURES, rows.row(row));
            if (column >= 0) {
              batch.conditions().codes(column)[i] = rows.label(row);
            }
          }
        });
  }
}
