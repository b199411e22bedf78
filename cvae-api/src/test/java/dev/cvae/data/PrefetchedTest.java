package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.TrainingInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetchedTest {
  private static final int ROWS = 1003;

  private final Dataset data = PassReader.numbered(ROWS).named("prefetched test");
  private final Batch batch = new Batch(10, data.shape(), data.conditions());

  @AfterEach
  void noThreadIsLeft() {
    assertThat(readers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, ROWS, 5000})
  void theRowsAreThoseOfThePass(int capacity) {
    List<Integer> seen = PassReader.numbers(data, ahead(data.inOrder()), capacity);

    assertThat(seen).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
  }

  @Test
  void batchesMayDifferInCapacity() {
    List<Integer> seen = new ArrayList<>();
    try (Batches pass = ahead(data.inOrder())) {
      for (int i = 1; seen.size() < ROWS; i = i % 50 + 1) {
        Batch other = new Batch(i, data.shape(), data.conditions());
        assertThat(pass.next(other)).isTrue();
        assertThat(other.rows()).isEqualTo(Math.min(i, ROWS - seen.size()));
        for (int row = 0; row < other.rows(); row++) {
          seen.add((int) other.x().get(2 * row));
        }
      }
      assertThat(pass.next(batch)).isFalse();
    }
    assertThat(seen).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
  }

  @Test
  void whatReadingThrowsReachesWhoeverTakesAfterTheRowsBefore() {
    InvalidDataException broken = new InvalidDataException("row 20 is broken");
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            if (calls == 3) {
              throw broken;
            }
          }
        };
    try (Batches pass = ahead(source)) {
      assertThat(pass.next(batch)).isTrue();
      assertThat(pass.next(batch)).isTrue();
      assertThatThrownBy(() -> pass.next(batch)).isSameAs(broken);
      assertThatThrownBy(() -> pass.next(batch)).isSameAs(broken);
    }
    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void anErrorReachesWhoeverTakesToo() {
    Error error = new OutOfMemoryError("of a test");
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            throw error;
          }
        };
    try (Batches pass = ahead(source)) {
      assertThatThrownBy(() -> pass.next(batch)).isSameAs(error);
    }
  }

  @Test
  void closingInTheMiddleEndsTheThreadWhichClosesThePass() {
    Recorded source = new Recorded();
    Batches pass = ahead(source);
    assertThat(pass.next(batch)).isTrue();
    assertThat(readers()).singleElement().matches(Thread::isDaemon);

    pass.close();
    pass.close();

    assertThat(readers()).isEmpty();
    assertThat(source.closed).isEqualTo(1);
    assertThat(source.closedBy).isSameAs(source.readBy).isNotSameAs(Thread.currentThread());
    assertThatThrownBy(() -> pass.next(batch)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingDoesNotWaitForADiskThatHangs() {
    CountDownLatch hanging = new CountDownLatch(1);
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            if (calls == 2) {
              hanging.countDown();
              await(new CountDownLatch(1));
            }
          }
        };
    Batches pass = ahead(source);
    assertThat(pass.next(batch)).isTrue();
    await(hanging);

    pass.close();

    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void aSourceThatSwallowsTheInterruptEndsTheSame() {
    CountDownLatch hanging = new CountDownLatch(1);
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            if (calls == 2) {
              hanging.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                // as careless code does
              }
            }
          }
        };
    Batches pass = ahead(source);
    assertThat(pass.next(batch)).isTrue();
    await(hanging);

    pass.close();

    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void aSourceThatInterruptsItsOwnThreadIsAnErrorAndNotADeadlock() {
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            Thread.currentThread().interrupt();
          }
        };
    try (Batches pass = ahead(source)) {
      assertThatThrownBy(
              () -> {
                while (pass.next(batch)) {}
              })
          .isInstanceOf(InvalidDataException.class)
          .hasMessage("data cannot be read: java.lang.InterruptedException");
    }
  }

  @Test
  void aPassThatNobodyReadIsClosedWithoutAThread() {
    Recorded source = new Recorded();

    ahead(source).close();

    assertThat(source.closed).isEqualTo(1);
    assertThat(source.closedBy).isSameAs(Thread.currentThread());
  }

  @Test
  void anInterruptWhileWaitingThrowsAndKeepsTheFlag() {
    Recorded source =
        new Recorded() {
          @Override
          void read(int calls) {
            await(new CountDownLatch(1));
          }
        };
    try (Batches pass = ahead(source)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> pass.next(batch))
          .isInstanceOf(TrainingInterruptedException.class)
          .hasMessage("interrupted while waiting for data (prefetched test)");

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatClosingThrowsReachesWhoeverCloses() {
    Recorded source =
        new Recorded() {
          @Override
          public void close() {
            throw new InvalidDataException("cannot be closed");
          }
        };
    Batches pass = ahead(source);
    pass.next(batch);

    assertThatThrownBy(pass::close)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("cannot be closed");
  }

  @Test
  void prefetchedDataIsTheSameDataInTheSameOrders() {
    DataSource ahead = data.prefetched();

    assertThat(PassReader.shuffled(ahead, 3, 64)).isEqualTo(PassReader.shuffled(data, 3, 64));
    assertThat(PassReader.inOrder(ahead, 64)).isEqualTo(PassReader.inOrder(data, 64));
    assertThat(ahead.fingerprint()).isEqualTo(data.fingerprint());
    assertThat(ahead.inspect(new ValueRange(-2000, 2000, ""), data.conditions()))
        .isEqualTo(data.fingerprint());
    assertThat(ahead).hasToString(data.toString());
    assertThat(ahead.prefetched()).isSameAs(ahead);
    assertThatThrownBy(() -> ahead.requireWithin(new ValueRange(0, 1, "must lie in [0, 1]")))
        .hasMessage("data must lie in [0, 1] in row 1, column 1, was -1.0");
    assertThatThrownBy(() -> ahead.requireConditions(ConditionSchema.label(5)))
        .hasMessageContaining("label 5");
  }

  private Batches ahead(Batches pass) {
    return new Prefetched(pass, data.shape(), data.name());
  }

  private List<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cvae reads prefetched test"))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InvalidDataException("interrupted", e);
    }
  }

  /** A pass over the data that says what happens to it. */
  private class Recorded implements Batches {
    private final Batches rows = data.inOrder();
    private int calls;
    Thread readBy = Thread.currentThread();
    Thread closedBy = Thread.currentThread();
    int closed;

    void read(int calls) {}

    @Override
    public boolean next(Batch target) {
      readBy = Thread.currentThread();
      read(++calls);
      return rows.next(target);
    }

    @Override
    public void close() {
      closedBy = Thread.currentThread();
      closed++;
    }
  }
}
