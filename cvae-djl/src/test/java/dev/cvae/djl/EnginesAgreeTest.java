package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import dev.cvae.GenerativeModel;
import dev.cvae.file.ModelFile;
import dev.cvae.training.EpochResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of the other engine, made in a JVM of its own, on this one. */
class EnginesAgreeTest {
  @TempDir static Path folder;

  @BeforeAll
  static void fitOnTheOtherEngine() throws Exception {
    Engines.engine(); // sets DJL's switches first
    assumeTrue(
        Engine.hasEngine(Engines.OTHER), Engines.OTHER + " has no natives for this platform");
    ChildJvm.Result result =
        ChildJvm.withTestClassPath()
            .with("-Dcvae.engine=" + Engines.OTHER)
            .run(
                Programs.FitAndSave.class,
                folder.resolve("model.safetensors").toString(),
                folder.resolve("answers.safetensors").toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void aFileOfTheOtherEngineGivesTheSameOutputs() {
    float[] expected =
        ModelFile.read(folder.resolve("answers.safetensors")).tensors().get(0).values();
    try (GenerativeModel model = GenerativeModel.load(folder.resolve("model.safetensors"))) {
      assertThat(model.provenance().engine()).startsWith(Engines.OTHER);
      float[][] rows = Programs.answers(model);
      for (int i = 0; i < expected.length; i++) {
        assertThat(rows[i / Programs.FEATURES][i % Programs.FEATURES])
            .as("value %d", i)
            .isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  @Test
  void theSameFitHasTheSameFiguresOnBothEngines() {
    try (GenerativeModel there = GenerativeModel.load(folder.resolve("model.safetensors"));
        GenerativeModel here = Programs.tiny().build().fit(Programs.data())) {
      assertThat(here.provenance().engine()).startsWith(Engines.NAME);
      List<EpochResult> expected = there.history().epochs();
      List<EpochResult> actual = here.history().epochs();
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        double elbo = expected.get(i).train().elbo();
        assertThat(actual.get(i).train().elbo()).isCloseTo(elbo, within(1e-6 * Math.abs(elbo)));
      }
      assertThat(here.provenance().fingerprint()).isEqualTo(there.provenance().fingerprint());
    }
  }
}
