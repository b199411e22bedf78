package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Conv;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.testkit.LossExamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        callAll(networks, task.description(), DATA);

        // then
        assertThat(manager.getManagedArrays()).hasSize(weights);
      }
    }
  }

  static Stream<Arguments> distributions() {
    List<Arguments> kinds = new ArrayList<>();
    for (ReconstructionLoss loss : LossExamples.losses()) {
      kinds.add(Arguments.of(loss, Prior.STANDARD_NORMAL, true));
    }
    for (Prior prior : LossExamples.priors()) {
      kinds.add(Arguments.of(ReconstructionLoss.BCE, prior, true));
    }
    kinds.add(Arguments.of(ReconstructionLoss.BCE, Prior.vamp(4), false));
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void callsAndGradientsOfAnyDistributionLeaveNothingButTheWeights(
      ReconstructionLoss loss, Prior prior, boolean conditional) {
    Dataset labelled = LossExamples.data(loss, 20);
    Dataset data = conditional ? labelled : labelled.unlabelled();
    Mlp mlp = Mlp.of(5);
    assertLeavesNothingButTheWeights(
        new ModelDescription(data.shape(), data.conditions(), 2, mlp, mlp, loss, prior), data);
  }

  @Test
  void callsAndGradientsOfConvolutionsLeaveNothingButTheWeights() {
    Dataset rows = Engines.rows(20, 32, 3);
    float[][] values = new float[20][];
    Arrays.setAll(values, rows::row);
    Dataset images = Dataset.of(values, Shape.of(8, 4)).labelled(new int[20], 3);
    for (Conv conv : List.of(Network.conv(3, 2), Network.conv(3, 2).film())) {
      assertLeavesNothingButTheWeights(
          new ModelDescription(
              images.shape(),
              images.conditions(),
              2,
              conv,
              conv,
              ReconstructionLoss.BCE,
              Prior.STANDARD_NORMAL),
          images);
    }
  }

  private static void assertLeavesNothingButTheWeights(ModelDescription description, Dataset data) {
    try (NDManager manager = Engines.newManager()) {
      // given
      InitialValues initial = new InitialValues.Drawn(Engines.task(description, data));
      Model model = Model.build(description, manager, initial);
      Networks networks = new DjlNetworks(model, EngineSupport.of(manager.getEngine()));
      int weights = model.weights().trained().size();
      assertThat(manager.getManagedArrays()).hasSize(weights);

      // when
      callAll(networks, description, data);

      // then
      assertThat(manager.getManagedArrays()).hasSize(weights);

      // when
      for (Objective objective : List.of(Objective.elbo().samples(2), Objective.dreg(2))) {
        float[][] noise = Engines.noise(40, 2);
        Losses.backward(model, objective, 0, data, noise, () -> {});
      }

      // then
      assertThat(manager.getManagedArrays()).hasSize(weights);
    }
  }

  private static void callAll(Networks networks, ModelDescription description, Dataset data) {
    Batch batch = Losses.batch(data);
    float[] latents = new float[20 * description.latent()];
    networks.encode(batch, latents, latents.clone());
    networks.elbo(batch, latents, new ElboTerms(description, 20));
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

    // given: a heap that is resident from the start, one arena of malloc's, and no compiler that
    // takes 13 MB for itself at some moment
    ChildJvm jvm =
        ChildJvm.withTestClassPath()
            .with("-Dcvae.engine=" + Engines.NAME, "-XX:TieredStopAtLevel=1")
            .with("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch")
            .withVariable("MALLOC_ARENA_MAX", "1")
            .withVariable("OMP_NUM_THREADS", "1");

    // when
    ChildJvm.Result result = jvm.run(Programs.Soak.class, "500", "2000");

    // then
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<Long> resident = result.out().lines().map(Long::valueOf).toList();
    assertThat(resident).hasSize(2);
    assertThat(resident.get(1).doubleValue() / resident.get(0)).isCloseTo(1, within(0.02));
  }
}
