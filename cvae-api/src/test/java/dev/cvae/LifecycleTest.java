package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.ModelClosedException;
import dev.cvae.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifecycleTest {
  private final Dataset data = Models.data(10);

  @Test
  void everyCallOnAClosedModelSaysThatItIsClosed() {
    GenerativeModel model = Models.of(Models.CONDITIONAL);
    model.close();

    List<Runnable> calls =
        List.of(
            () -> model.generate(Condition.label(1), 1),
            () -> model.encode(data),
            () -> model.decode(new float[1][3], Condition.label(1)),
            () -> model.reconstruct(data),
            () -> model.evaluate(data),
            () -> model.evaluateEach(data, 0),
            () -> model.save(Path.of("never-written.safetensors")),
            () -> model.save(OutputStream.nullOutputStream()));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(ModelClosedException.class)
          .hasMessage("the model is closed; load or fit it again");
    }
  }

  @Test
  void aClosedModelStillSaysWhatItIs() {
    GenerativeModel model = Models.of(Models.CONDITIONAL);
    String open = model.toString();
    String words = model.describe();
    model.close();

    assertThat(model.description()).isEqualTo(Models.CONDITIONAL);
    assertThat(model.provenance()).isEqualTo(Models.PROVENANCE);
    assertThat(model.history()).isEqualTo(Models.PROVENANCE.history());
    assertThat(model).hasToString(open); // without asking the closed networks
    assertThat(model.describe()).isEqualTo(words);
  }

  @Test
  void closingTwiceIsFine() {
    LinearNetworks networks = Models.networks(Models.CONDITIONAL);
    GenerativeModel model = Models.of(networks, Models.CONDITIONAL);

    model.close();

    assertThat(networks.isClosed()).isTrue();
    assertThatCode(model::close).doesNotThrowAnyException();
  }

  @Test
  void noMoreCallsEnterTheNetworksAtOnceThanTheyServe() throws Exception {
    // given networks that serve two calls, and three that come
    HeldNetworks networks = new HeldNetworks(2);
    GenerativeModel model = Models.of(networks, Models.CONDITIONAL);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(started(() -> model.generate(Condition.label(1), 1, 7)));
    }

    // when two are inside and the third waits
    networks.entered.await();
    awaitWaiting(threads, 3);

    // then
    assertThat(networks.inside).hasValue(2);
    networks.release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(networks.most).hasValue(2);
    assertThat(networks.calls).hasValue(3);
  }

  @Test
  void manyThreadsGetWhatOneThreadGets() throws Exception {
    // given
    GenerativeModel model = Models.of(Models.CONDITIONAL);
    float[][] expected = model.generate(Condition.label(3), 600, 2).rows();
    AtomicInteger right = new AtomicInteger();
    Runnable call =
        () -> {
          float[][] rows = model.generate(Condition.label(3), 600, 2).rows();
          right.addAndGet(Arrays.deepEquals(rows, expected) ? 1 : 0);
        };

    // when
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(started(call));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    // then
    assertThat(right).hasValue(50);
  }

  @Test
  void closeWaitsForARunningCallWhichEndsWell() throws Exception {
    // given a call inside the networks
    HeldNetworks networks = new HeldNetworks(1);
    GenerativeModel model = Models.of(networks, Models.CONDITIONAL);
    AtomicReference<Samples> samples = new AtomicReference<>();
    Thread caller = started(() -> samples.set(model.generate(Condition.label(1), 600, 7)));
    networks.entered.await();

    // when
    Thread closer = started(model::close);
    awaitWaiting(List.of(closer), 1);

    // then
    assertThat(networks.isClosed()).isFalse();
    networks.release.countDown();
    caller.join();
    closer.join();
    assertThat(samples.get().size()).isEqualTo(600);
    assertThat(networks.isClosed()).isTrue();
  }

  @Test
  void closeFromWithinACallIsAnErrorInsteadOfADeadlock() {
    // given data that closes the model when it is read
    LinearNetworks networks = Models.networks(Models.CONDITIONAL);
    GenerativeModel model = Models.of(networks, Models.CONDITIONAL);
    DataSource closing = new Intruder(data, model::close);

    // when / then
    assertThatThrownBy(() -> model.encode(closing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close() from within a call");
    assertThat(networks.isClosed()).isFalse();
    assertThat(model.encode(data).size()).isEqualTo(10);
    model.close();
    assertThat(networks.isClosed()).isTrue();
  }

  @Test
  void aCallFromWithinACallWorksAlsoWhileAnotherThreadWaitsToClose() throws Exception {
    // given data that asks the model while another thread already waits in close()
    GenerativeModel model = Models.of(Models.CONDITIONAL);
    AtomicReference<Thread> closer = new AtomicReference<>();
    DataSource asking =
        new Intruder(
            data,
            () -> {
              closer.compareAndSet(null, started(model::close));
              awaitWaiting(List.of(closer.get()), 1);
              model.generate(Condition.label(1), 1);
            });

    // when / then
    assertThat(model.encode(asking).size()).isEqualTo(10);
    closer.get().join();
    assertThatThrownBy(() -> model.encode(data)).isInstanceOf(ModelClosedException.class);
  }

  @Test
  void aCallThatFailsGivesItsTurnBack() {
    // given networks with one turn
    HeldNetworks networks = new HeldNetworks(1);
    networks.release.countDown();
    networks.fail = true;
    GenerativeModel model = Models.of(networks, Models.CONDITIONAL);
    assertThatThrownBy(() -> model.generate(Condition.label(1), 1)).hasMessage("out of memory");

    // when
    networks.fail = false;

    // then
    assertThat(model.generate(Condition.label(1), 1).size()).isEqualTo(1);
    assertThatCode(model::close).doesNotThrowAnyException();
  }

  @Test
  void savingTwiceGivesTheSameBytes() {
    GenerativeModel model = Models.of(Models.CONDITIONAL);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();

    model.save(first);
    model.generate(Condition.label(1), 5);
    model.save(second);

    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
  }

  private static Thread started(Runnable call) {
    Thread thread = new Thread(call);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Until each of the threads waits for a lock; the class's time limit ends it. */
  private static void awaitWaiting(List<Thread> threads, int count) {
    while (threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count() < count) {
      Thread.onSpinWait();
    }
  }

  /** Networks whose calls stay inside until they are released. */
  private static final class HeldNetworks extends LinearNetworks {
    final CountDownLatch entered;
    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean fail;
    private final int concurrency;

    HeldNetworks(int concurrency) {
      super(Models.CONDITIONAL, Models.networks(Models.CONDITIONAL).weights());
      this.concurrency = concurrency;
      this.entered = new CountDownLatch(concurrency);
    }

    @Override
    public int concurrency() {
      return concurrency;
    }

    @Override
    public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
      calls.incrementAndGet();
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      entered.countDown();
      try {
        release.await();
        if (fail) {
          throw new IllegalStateException("out of memory");
        }
        super.decode(z, conditions, rows, mean);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } finally {
        inside.decrementAndGet();
      }
    }
  }

  /** Data that does something whenever a pass over it begins. */
  private record Intruder(Dataset data, Runnable action) implements DataSource {
    @Override
    public String name() {
      return data.name();
    }

    @Override
    public Shape shape() {
      return data.shape();
    }

    @Override
    public ConditionSchema conditions() {
      return data.conditions();
    }

    @Override
    public long size() {
      return data.size();
    }

    @Override
    public Batches inOrder() {
      action.run();
      return data.inOrder();
    }

    @Override
    public Batches shuffled(RandomStream order) {
      return data.shuffled(order);
    }
  }
}
