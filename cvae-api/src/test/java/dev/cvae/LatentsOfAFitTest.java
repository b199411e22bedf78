package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.analysis.Diagnostics;
import dev.cvae.data.Dataset;
import dev.cvae.scaling.Scaling;
import dev.cvae.training.EpochResult;
import dev.cvae.training.LatentDiagnostics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fit says of its latents, and what that costs, on a backend that counts its calls. */
class LatentsOfAFitTest {
  private static final Cvae CVAE = Cvae.builder().latent(3).epochs(2).build();

  @TempDir private Path folder;
  private ClassPath classPath;

  @BeforeEach
  void addBackend() {
    classPath = ClassPath.withBackend(folder);
  }

  @AfterEach
  void removeBackend() {
    classPath.close();
  }

  @Test
  void withValidationEachEpochAndTheEndAreTheDiagnosticsOfTheValidationData() {
    Dataset validation = Models.data(700);
    try (GenerativeModel model = CVAE.fit(Models.data(1100), validation)) {
      LatentDiagnostics expected = Diagnostics.of(model, validation);

      assertThat(model.history().latents()).hasValue(expected);
      assertThat(model.history().epochs())
          .extracting(EpochResult::latents)
          .allSatisfy(latents -> assertThat(latents).hasValue(expected.summary()));
    }
  }

  @Test
  void validationCostsItsPassesAndOneMoreAtTheEnd() {
    try (GenerativeModel model = CVAE.fit(Models.data(1100), Models.data(700))) {
      // batches of 512: 3 of training figures, which are the backend's own, and 2 of validation
      assertThat(LinearBackend.lastNetworks.elboCalls).isEqualTo(2 * (3 + 2) + 2);
      assertThat(model.history().epochs()).hasSize(2);
    }
  }

  @Test
  void withoutValidationTheEndCostsOneCallForTheFirstRowsOfTheLastPass() {
    Dataset train = Models.data(5000);
    try (GenerativeModel model = CVAE.fit(train)) {
      // then: 10 calls an epoch are the backend's own, for training figures, in order
      assertThat(LinearBackend.lastNetworks.elboCalls).isEqualTo(2 * 10 + 1);
      assertThat(model.history().epochs()).allMatch(epoch -> epoch.latents().isEmpty());
      assertThat(model.history().latents()).hasValue(Diagnostics.of(model, train.first(4096)));
    }
  }

  @Test
  void aSingleRowOfValidationDataSaysNothing() {
    try (GenerativeModel model = CVAE.fit(Models.data(100), Models.data(1))) {
      assertThat(model.history().latents()).isEmpty();
      assertThat(model.history().last().latents()).isEmpty();
      assertThat(model.describe()).contains("after epoch 2").doesNotContain("active");
    }
  }

  @Test
  void aModelDescribesItselfInWords() {
    try (GenerativeModel model = CVAE.fit(Models.data(100))) {
      LatentDiagnostics latents = model.history().latents().orElseThrow();
      assertThat(model.describe().lines().toList())
          .startsWith(
              "data 2×2, label 0..4, latent 3",
              "encoder mlp[512, 512], decoder mlp[512, 512]",
              "reconstruction loss BCE, prior N(0, I)",
              "fitted to rows (100 rows) on Linear 1.0",
              "after epoch 2: train " + model.history().last().train(),
              latents.toString())
          .hasSize(6 + latents.warnings().size());
    }
  }

  @Test
  void aModelNamesItsScaling() {
    Cvae scaled = CVAE.toBuilder().scaling(Scaling.minMax()).build();
    try (GenerativeModel model = scaled.fit(Models.data(100))) {
      assertThat(model.describe()).contains("\nscaling affine of 4 features\n");
    }
  }
}
