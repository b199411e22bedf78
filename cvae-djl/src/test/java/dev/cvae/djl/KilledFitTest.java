package dev.cvae.djl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.GenerativeModel;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Checkpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit that is killed again and again ends with the file of the fit that never was. */
class KilledFitTest {
  private static final ChildJvm JVM =
      ChildJvm.withTestClassPath()
          .with("-Dcvae.engine=" + Engines.NAME)
          .withVariable("OMP_NUM_THREADS", "1");

  private static final int KILLS = 20;
  private static final long SEED = 2;

  @TempDir private Path folder;

  @Test
  @Tag("soak")
  void killedAtTwentyRandomMomentsItEndsAsIfNothingHadBeen() throws Exception {
    // given
    Path checkpoints = folder.resolve("checkpoints");
    Path whole = folder.resolve("whole.safetensors");
    Path survivor = folder.resolve("survivor.safetensors");
    try (GenerativeModel model =
        Programs.FitWithCheckpoints.fit().build().fit(Programs.data(), Programs.data())) {
      model.save(whole);
    }

    // when: each child goes on for some batches, of 300 in all
    for (int i = 0; i < KILLS; i++) {
      int batches = 3 + (int) (10 * RandomStream.of(SEED).uniform(i));
      killAfter(batches, checkpoints, survivor);
      assertThat(survivor).as("after kill %d", i).doesNotExist();
    }
    ChildJvm.Result last =
        JVM.run(Programs.FitWithCheckpoints.class, checkpoints.toString(), survivor.toString());

    // then
    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.out().lines()).hasSizeBetween(1, Programs.FitWithCheckpoints.STEPS - 1);
    assertThat(survivor).hasSameBinaryContentAs(whole);
    assertOnlyCheckpoints(checkpoints);
  }

  /**
   * With the signal that nothing can catch; the fit is writing, computing or anywhere else then.
   */
  private static void killAfter(int batches, Path checkpoints, Path out) throws Exception {
    Process fit =
        JVM.start(Programs.FitWithCheckpoints.class, checkpoints.toString(), out.toString());
    try (BufferedReader said = fit.inputReader(UTF_8)) {
      StringBuilder all = new StringBuilder();
      for (int seen = 0; seen < batches; ) {
        String line = said.readLine();
        assertThat(line).as("the fit ended: " + all).isNotNull();
        all.append(line).append('\n');
        seen += line.equals("batch") ? 1 : 0;
      }
    } finally {
      fit.destroyForcibly().waitFor();
    }
  }

  private static void assertOnlyCheckpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(Checkpoints.files(folder)).hasSize(2);
    }
  }
}
