package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an engine is found, configured and started, or why it is not. */
class EngineStartTest {
  private static final String PYTORCH = "dev.cvae:cvae-djl-pytorch";
  private static final String MXNET = "dev.cvae:cvae-djl-mxnet";

  @TempDir Path folder;

  @Test
  void anUnknownEngineIsNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> Programs.tiny().engine("TensorFlux").build().fit(Programs.data()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("TensorFlux")
        .hasMessageContaining(Engines.NAME);
    try (GenerativeModel model = Programs.tiny().build().fit(Programs.data())) {
      byte[] file = bytes(model);
      LoadOptions options = LoadOptions.defaults().engine("TensorFlux");
      assertThatThrownBy(() -> GenerativeModel.load(new ByteArrayInputStream(file), options))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("TensorFlux");
    }
  }

  @Test
  void anEnginesNameMayBeWrittenInAnyCase() {
    String shouted = Engines.NAME.toUpperCase(java.util.Locale.ROOT);
    try (GenerativeModel model = Programs.tiny().engine(shouted).build().fit(Programs.data())) {
      assertThat(model.provenance().engine()).startsWith(Engines.NAME + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "gpu:", "gpu:-1", "gpu:1000", "cpu:0", "gpu 0"})
  void anUnknownDeviceIsRefusedWithThoseThatThereAre(String device) {
    assertThatThrownBy(() -> Programs.tiny().device(device).build().fit(Programs.data()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("device must be cpu, gpu or gpu:N")
        .hasMessageContaining(device);
  }

  @Test
  void aGpuThatIsNotThereIsRefusedWithWhatToInstall() {
    assumeTrue(Engines.engine().getGpuCount() == 0, "this machine has a GPU that the engine sees");
    for (String device : new String[] {"gpu", "GPU:1"}) {
      assertThatThrownBy(() -> Programs.tiny().device(device).build().fit(Programs.data()))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("gpu")
          .hasMessageContaining("CUDA")
          .hasMessageContaining("driver");
    }
  }

  @Test
  void theCpuMayBeAskedForByName() {
    try (GenerativeModel model = Programs.tiny().device("CPU").build().fit(Programs.data())) {
      assertThat(model.history().epochs()).hasSize(3);
    }
  }

  @Test
  void threadsThatContradictTheStartedEngineAreRefused() {
    // given
    Programs.tiny().build().fit(Programs.data()).close();

    // then
    assertThatThrownBy(() -> Programs.tiny().threads(77).build().fit(Programs.data()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("threads must be")
        .hasMessageContaining("77");
    assertThat(Programs.tiny().build().fit(Programs.data())).satisfies(GenerativeModel::close);
  }

  @Test
  void threadsAreSetBeforeTheEngineStartsAndHoldInEveryThread() throws Exception {
    ChildJvm jvm = ChildJvm.withTestClassPath().with("-Dcvae.engine=" + Engines.NAME);
    ChildJvm.Result result =
        jvm.withVariable("OMP_NUM_THREADS", "1").run(Programs.FitWithThreads.class, "1", "1", "2");
    assertThat(result.out().lines())
        .as(result.err())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1 fitted"),
            line -> assertThat(line).isEqualTo("1 fitted"),
            line -> assertThat(line).startsWith("2 threads must be"));
  }

  @Test
  void withoutAnyEngineTheErrorNamesTheArtifactToAdd() throws Exception {
    ChildJvm jvm = ChildJvm.withTestClassPath().without("pytorch-", "mxnet-");
    assertThat(jvm.run(Programs.FitAndSayWhatFails.class).out())
        .startsWith("BackendException: ")
        .contains("PyTorch", PYTORCH);
    assertThat(jvm.run(Programs.FitAndSayWhatFails.class, "mxnet").out())
        .startsWith("BackendException: ")
        .contains(MXNET);
  }

  @Test
  void oneEngineIsEnough() throws Exception {
    String other = Engines.OTHER.toLowerCase(java.util.Locale.ROOT);
    ChildJvm jvm = ChildJvm.withTestClassPath().without(other + "-");
    ChildJvm.Result result = jvm.run(Programs.FitAndSayWhatFails.class, Engines.NAME);
    assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("fitted");
    assertThat(jvm.run(Programs.FitAndSayWhatFails.class, Engines.OTHER).out())
        .startsWith("BackendException: ")
        .contains("cvae-djl-" + other, Engines.NAME);
  }

  @Test
  void withoutItsNativesTheErrorNamesTheArtifactThatBringsThem() throws Exception {
    ChildJvm jvm =
        ChildJvm.withTestClassPath()
            .without("pytorch-native", "mxnet-native")
            .with("-DDJL_CACHE_DIR=" + folder, "-DENGINE_CACHE_DIR=" + folder);
    ChildJvm.Result result = jvm.run(Programs.FitAndSayWhatFails.class, Engines.NAME);
    assertThat(result.out())
        .as(result.err())
        .startsWith("BackendException: ")
        .contains("natives", Engines.NAME.equals("PyTorch") ? PYTORCH : MXNET);
  }

  @Test
  void theEngineIsStartedOfflineAndUntracked() throws Exception {
    ChildJvm.Result result = probed().run(Programs.FitAndSayWhatFails.class, "Probe");
    assertThat(result.out())
        .as(result.err())
        .startsWith("BackendException: ")
        .contains("offline=true, tracking opt-out=true");
  }

  @Test
  void switchesThatTheHostHasSetAreLeftAlone() throws Exception {
    ChildJvm jvm = probed().with("-Dai.djl.offline=false", "-DOPT_OUT_TRACKING=false");
    assertThat(jvm.run(Programs.FitAndSayWhatFails.class, "Probe").out())
        .contains("offline=false, tracking opt-out=false");
    ChildJvm byVariable =
        probed().withVariable("DJL_OFFLINE", "false").withVariable("OPT_OUT_TRACKING", "false");
    assertThat(byVariable.run(Programs.FitAndSayWhatFails.class, "Probe").out())
        .contains("offline=null, tracking opt-out=null");
  }

  /** A JVM with one more engine on its class path. */
  private ChildJvm probed() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("ai.djl.engine.EngineProvider"), ProbeProvider.class.getName());
    return ChildJvm.withTestClassPath().withFolder(folder);
  }

  @Test
  void theLibraryWritesNothingToStandardOutput() throws Exception {
    ChildJvm.Result result =
        ChildJvm.withTestClassPath()
            .with("-Dcvae.engine=" + Engines.NAME)
            .run(
                Programs.FitAndSave.class,
                folder.resolve("model.safetensors").toString(),
                folder.resolve("answers.safetensors").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void theEngineIsChosenByBuilderThenPropertyThenVariable() throws Exception {
    ChildJvm jvm = ChildJvm.withTestClassPath().withVariable("CVAE_ENGINE", "Variable");
    assertThat(jvm.run(Programs.FitAndSayWhatFails.class).out()).contains("engine Variable");
    ChildJvm both = jvm.with("-Dcvae.engine=Property");
    assertThat(both.run(Programs.FitAndSayWhatFails.class).out()).contains("engine Property");
    assertThat(both.run(Programs.FitAndSayWhatFails.class, "Builder").out())
        .contains("engine Builder");
    Files.writeString(folder.resolve("cvae.properties"), "engine=File\n");
    ChildJvm file = ChildJvm.withTestClassPath().withFolder(folder);
    assertThat(file.run(Programs.FitAndSayWhatFails.class).out()).contains("engine File");
  }

  private static byte[] bytes(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    return bytes.toByteArray();
  }
}
