package dev.cvae.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.samples.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a finished model runs, by the classes that a Java machine of its own loads for it. */
class EngineOptionsTest {
  private static final String ENGINE = "ai.djl.engine.Engine ";
  private static final String RUNTIME = "dev.cvae.runtime.PlainNetworks ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "-Dcvae.threads=1, --threads=1", // nothing is said of an engine
    "-Dcvae.device=cpu, --device=cpu",
    "-Dcvae.backend=runtime, --threads=1"
  })
  void aFinishedModelStartsNoEngine(String java, String option) throws Exception {
    assertThat(classesOfGenerate(java, option)).contains(RUNTIME).doesNotContain(ENGINE);
  }

  @ParameterizedTest
  @CsvSource({
    "-Dcvae.threads=1, --engine=PyTorch",
    "-Dcvae.engine=PyTorch, --threads=1",
    "-Dcvae.backend=djl, --threads=1"
  })
  void anEngineThatIsAskedForIsStarted(String java, String option) throws Exception {
    assertThat(classesOfGenerate(java, option))
        .contains(ENGINE, "ai.djl.pytorch.engine.PtEngine ")
        .doesNotContain(RUNTIME);
  }

  @Test
  void anEngineThatIsNotThereIsNotReplaced() {
    Shell.Result result =
        Shell.cvae(
            "generate",
            "--model",
            Shell.model(),
            "--label=7",
            "--engine=Theano",
            "--out",
            folder.resolve("x.npy"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("Theano");
    assertThat(folder).isEmptyDirectory();
  }

  private String classesOfGenerate(String java, String option) throws Exception {
    Path classes = folder.resolve("classes.txt");
    Process process =
        ChildJvm.start(
            List.of("-Xlog:class+load=info:file=" + classes, java),
            CvaeCommand.class,
            "generate",
            "--model=" + Shell.model(),
            "--label=7",
            "--count=2",
            option,
            "--out=" + folder.resolve("x.npy"));
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(folder.resolve("x.npy")).exists();
    return Files.readString(classes);
  }
}
