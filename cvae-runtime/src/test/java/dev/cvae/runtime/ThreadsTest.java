package dev.cvae.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Neither threads nor batches change a bit of any answer. */
class ThreadsTest {
  private static final int ROWS = 100;

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    for (int seed = 0; seed < 40; seed++) {
      RandomModels random = new RandomModels(seed);
      ModelDescription description = random.description();
      ModelFile file = random.file(description);
      Batch batch = random.batch(description, ROWS);
      float[] noise = random.floats(ROWS * description.latent(), 1);
      try (Networks one = new RuntimeBackend().open(file, OpeningTest.threads(1));
          Networks four = new RuntimeBackend().open(file, OpeningTest.threads(4))) {
        assertThat(answers(four, description, batch, noise))
            .as("seed %d", seed)
            .isEqualTo(answers(one, description, batch, noise));
      }
    }
  }

  /** Means at some z, and the terms of the ELBO. */
  private static float[] answers(
      Networks networks, ModelDescription description, Batch batch, float[] z) {
    float[] means = new float[ROWS * description.features()];
    ElboTerms terms = new ElboTerms(description, ROWS);
    networks.decode(z, batch.conditions(), ROWS, means);
    networks.elbo(batch, z, terms);
    float[] all = Arrays.copyOf(means, means.length + ROWS + terms.kl().length);
    System.arraycopy(terms.logLikelihood(), 0, all, means.length, ROWS);
    System.arraycopy(terms.kl(), 0, all, means.length + ROWS, terms.kl().length);
    return all;
  }

  @Test
  void aRowAloneHasTheSameBitsAsAmongOthers() {
    for (int seed = 0; seed < 40; seed++) {
      RandomModels random = new RandomModels(seed);
      ModelDescription description = random.description();
      int latent = description.latent();
      int features = description.features();
      Batch batch = random.batch(description, ROWS);
      float[] z = random.floats(ROWS * latent, 1);
      float[] together = new float[ROWS * features];
      try (Networks networks =
          new RuntimeBackend().open(random.file(description), OpeningTest.threads(3))) {
        networks.decode(z, batch.conditions(), ROWS, together);
        for (int row = 0; row < ROWS; row += 7) {
          List<Condition> condition = List.of(batch.conditions().row(row));
          ConditionColumns columns = ConditionColumns.of(description.conditions(), condition);
          float[] ownZ = Arrays.copyOfRange(z, row * latent, (row + 1) * latent);
          float[] alone = new float[features];
          networks.decode(ownZ, columns, 1, alone);
          assertThat(alone)
              .as("seed %d, row %d", seed, row)
              .isEqualTo(Arrays.copyOfRange(together, row * features, (row + 1) * features));
        }
      }
    }
  }

  @Test
  void manyCallersGetTheSameBitsAtTheSameTime() throws Exception {
    RandomModels random = new RandomModels(3);
    ModelDescription description = random.description();
    Batch batch = random.batch(description, ROWS);
    float[] z = random.floats(ROWS * description.latent(), 1);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (Networks networks =
        new RuntimeBackend().open(random.file(description), OpeningTest.threads(2))) {
      assertThat(networks.concurrency()).isGreaterThan(1000);
      float[] expected = answers(networks, description, batch, z);
      List<Future<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        calls.add(callers.submit(() -> answers(networks, description, batch, z)));
      }
      for (Future<float[]> call : calls) {
        assertThat(call.get()).isEqualTo(expected);
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void blocksCoverEachRowOnce() {
    for (int threads : new int[] {1, 3}) {
      RowBlocks blocks = new RowBlocks(threads);
      for (int rows : new int[] {1, 32, 33, 64, 1000}) {
        AtomicIntegerArray seen = new AtomicIntegerArray(rows);
        blocks.run(
            rows,
            (from, to) -> {
              for (int row = from; row < to; row++) {
                seen.incrementAndGet(row);
              }
            });
        for (int row = 0; row < rows; row++) {
          assertThat(seen.get(row)).isOne();
        }
      }
      blocks.close();
    }
  }

  @Test
  void anErrorInABlockReachesTheCaller() {
    RowBlocks blocks = new RowBlocks(2);
    assertThatThrownBy(
            () ->
                blocks.run(
                    100,
                    (from, to) -> {
                      throw new IllegalStateException("row " + from);
                    }))
        .isInstanceOf(IllegalStateException.class);
    blocks.close();
  }
}
