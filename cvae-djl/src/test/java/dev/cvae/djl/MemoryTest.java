package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Native memory is given back. */
class MemoryTest {
  private static final Dataset DATA = Engines.rows(20, 12, 3);

  private static ModelDescription description(Activation activation, ReconstructionLoss loss) {
    Mlp mlp = new Mlp(List.of(8, 5), activation);
    return Engines.description(DATA, 2, mlp, mlp, loss);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void callsLeaveNothingButTheWeightsInTheModelsManager(Activation activation) {
    for (ReconstructionLoss loss : List.of(ReconstructionLoss.BCE, ReconstructionLoss.MSE)) {
      FitTask task = Engines.task(description(activation, loss), DATA);
      try (NDManager manager = Engines.newManager()) {
        // given
        Model model = Model.build(task.description(), manager, new InitialValues.Drawn(task));
        Networks networks = new DjlNetworks(model, EngineSupport.of(manager.getEngine()));
        int weights = manager.getManagedArrays().size();
        assertThat(weights).isEqualTo(model.weights().trained().size());

        // when
        callAll(networks, task.description());

        // then
        assertThat(manager.getManagedArrays()).hasSize(weights);
      }
    }
  }

  private static void callAll(Networks networks, ModelDescription description) {
    Batch batch = new Batch(20, DATA.shape(), DATA.conditions());
    try (Batches batches = DATA.inOrder()) {
      assertThat(batches.next(batch)).isTrue();
    }
    float[] latents = new float[20 * description.latent()];
    networks.encode(batch, latents, latents.clone());
    networks.elbo(batch, latents, new float[20], latents.clone());
    networks.logWeights(batch, 1, latents, new float[20]);
    ConditionColumns conditions = batch.conditions();
    networks.decode(latents, conditions, 20, new float[20 * description.features()]);
    int width = description.reconstructionLoss().parameters(description.features());
    networks.parameters(latents, conditions, 20, new float[20 * width]);
    networks.prior(conditions, 20, new float[20], latents, latents.clone());
    assertThat(networks.weights()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aFitLeavesNothingButTheWeights(Activation activation) {
    FitTask task = Engines.task(description(activation, ReconstructionLoss.BCE), DATA);
    try (NDManager manager = Engines.newManager()) {
      EngineSupport support = EngineSupport.of(manager.getEngine());
      Model model = Model.build(task.description(), manager, new InitialValues.Drawn(task));
      Networks networks = new DjlNetworks(model, support);
      int weights = manager.getManagedArrays().size();
      try (NDManager training = manager.newSubManager();
          TrainingLoop loop = new TrainingLoop(task, model, networks, support, training)) {
        int state = training.getManagedArrays().size();
        assertThat(loop.run().epochs()).hasSize(1);
        assertThat(training.getManagedArrays()).hasSize(state);
      }
      assertThat(manager.getManagedArrays()).hasSize(weights);
    }
  }

  @Test
  @Tag("soak")
  void twoThousandFitsLeaveNativeMemoryFlat() throws Exception {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")),
        "resident memory is read from /proc/self/status");

    // given: a heap that is resident from the start, and one arena of malloc's
    ChildJvm jvm =
        ChildJvm.withTestClassPath()
            .with("-Dcvae.engine=" + Engines.NAME, "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch")
            .withVariable("MALLOC_ARENA_MAX", "1")
            .withVariable("OMP_NUM_THREADS", "1");

    // when
    ChildJvm.Result result = jvm.run(Programs.Soak.class, "500", "2000");

    // then
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<Long> resident = result.out().lines().map(Long::valueOf).toList();
    assertThat(resident).hasSize(2);
    assertThat(resident.get(1).doubleValue() / resident.get(0)).isCloseTo(1, within(0.05));
  }
}
