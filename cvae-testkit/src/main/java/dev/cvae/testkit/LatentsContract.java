package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.fileOf;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.mislabelled;
import static dev.cvae.testkit.Examples.stopAfterBatches;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.Diagnostics;
import dev.cvae.data.Dataset;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.EpochResult;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentDiagnostics.Latent;
import dev.cvae.training.LatentSummary;
import dev.cvae.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit says how its model uses the latents: after each epoch in short, at its end of each. */
abstract class LatentsContract {
  private static final Dataset DATA = labelled(50);
  private static final Dataset VALIDATION = labelled(20);

  @Test
  void theFiguresAtTheEndAreThoseOfDoublePrecision() {
    try (GenerativeModel model = learning(Prior.STANDARD_NORMAL).fit(DATA, VALIDATION)) {
      Oracle oracle = Oracle.of(model);
      List<Latent> latents = model.history().latents().orElseThrow().latents();
      for (int i = 0; i < Examples.LATENT; i++) {
        double mean = 0;
        double squares = 0;
        double variance = 0;
        double kl = 0;
        for (int row = 0; row < VALIDATION.size(); row++) {
          Oracle.Normal q = oracle.encode(VALIDATION.row(row), VALIDATION.condition(row));
          double logVariance = q.logVariance()[i];
          mean += q.mean()[i] / VALIDATION.size();
          squares += Math.pow(q.mean()[i], 2) / VALIDATION.size();
          variance += Math.exp(logVariance) / VALIDATION.size();
          kl +=
              (Math.pow(q.mean()[i], 2) + Math.exp(logVariance) - 1 - logVariance)
                  / (2 * VALIDATION.size());
        }
        double activity = squares - mean * mean;
        double all = activity + variance;
        assertThat(latents.get(i).activity()).isCloseTo(activity, within(1e-5));
        assertThat(latents.get(i).kl().getAsDouble()).isCloseTo(kl, within(1e-5));
        assertThat(latents.get(i).mismatch())
            .isCloseTo((all + mean * mean - 1 - Math.log(all)) / 2, within(1e-5));
      }
    }
  }

  @Test
  void theLastEpochsSummaryIsThatOfTheDiagnosticsOnTheValidationData() {
    for (Prior prior : List.of(Prior.STANDARD_NORMAL, Prior.conditional(), Prior.vamp(3))) {
      try (GenerativeModel model = learning(prior).fit(DATA, VALIDATION)) {
        LatentDiagnostics expected = Diagnostics.of(model, VALIDATION);
        LatentSummary last = model.history().last().latents().orElseThrow();

        assertThat(last.active()).as("%s", prior).isEqualTo(expected.activeUnits());
        assertThat(last.latents()).isEqualTo(Examples.LATENT);
        assertThat(last.kl()).as("%s", prior).isCloseTo(expected.kl(), within(1e-6));
        assertThat(last.mismatch()).as("%s", prior).isCloseTo(expected.mismatch(), within(1e-5));
        assertThat(last.kl())
            .isCloseTo(model.history().last().validation().orElseThrow().kl(), within(1e-6));
        assertThat(model.history().latents().orElseThrow().summary()).isEqualTo(last);
      }
    }
  }

  @Test
  void withBestWeightsTheEndIsThatOfTheBestEpoch() {
    Cvae cvae = tiny().epochs(12).learningRate(0.05).bestWeights(true).build();
    try (GenerativeModel model = cvae.fit(DATA, mislabelled(30))) {
      EpochResult best = model.history().best();
      assertThat(best).isNotEqualTo(model.history().last());
      assertThat(model.history().latents().orElseThrow().summary())
          .isEqualTo(best.latents().orElseThrow());
    }
  }

  @Test
  void withoutValidationOnlyTheEndHasFiguresAndTheyAreOfTheTrainingData() {
    try (GenerativeModel model = learning(Prior.STANDARD_NORMAL).fit(DATA)) {
      LatentDiagnostics expected = Diagnostics.of(model, DATA);
      LatentDiagnostics end = model.history().latents().orElseThrow();

      assertThat(model.history().epochs()).allMatch(epoch -> epoch.latents().isEmpty());
      assertThat(end.activeUnits()).isEqualTo(expected.activeUnits());
      assertThat(end.kl()).isCloseTo(expected.kl(), within(1e-6));
      assertThat(end.mismatch()).isCloseTo(expected.mismatch(), within(1e-5));
    }
  }

  @Test
  void aFitThatIsStoppedInItsFirstEpochSaysItToo() {
    try (GenerativeModel model = tiny().listener(stopAfterBatches(1)).build().fit(DATA)) {
      assertThat(model.history().epochs()).isEmpty();
      assertThat(model.history().latents().orElseThrow().latents()).hasSize(Examples.LATENT);
    }
  }

  @Test
  void aSingleRowHasNoVarianceAndSoNoFigures() {
    try (GenerativeModel model = tiny().build().fit(DATA, labelled(1))) {
      assertThat(model.history().last().validation()).isPresent();
      assertThat(model.history().last().latents()).isEmpty();
      assertThat(model.history().latents()).isEmpty();
      assertThat(model.history().warnings()).isEmpty();
    }
  }

  @Test
  void aPosteriorThatHasCollapsedIsSaidInWordsWithWhatToTry() {
    // given: with β = 50 no nat of KL is worth what it costs
    List<String> heard = new ArrayList<>();
    Cvae cvae =
        tiny()
            .objective(Objective.elbo().beta(50))
            .learningRate(0.02)
            .epochs(40)
            .listener(TrainingListener.eachEpoch(progress -> heard.add(progress.toString())))
            .build();

    // when
    try (GenerativeModel model = cvae.fit(DATA, VALIDATION)) {

      // then
      String warning = "the posterior has collapsed: 0 of 2 latents are active";
      assertThat(model.history().warnings().get(0)).startsWith(warning).contains("Try KL warm-up");
      assertThat(model.describe()).contains("warning: " + warning).contains("Try KL warm-up");
      assertThat(heard.get(39)).contains("0 of 2 latents active, the posterior has collapsed");
    }
  }

  @Test
  void aPosteriorThatHasNotCollapsedIsNotSaidToHave() {
    try (GenerativeModel model = learning(Prior.STANDARD_NORMAL).fit(DATA, VALIDATION)) {
      assertThat(model.describe()).contains(" of 2 latents active").doesNotContain("collapsed");
    }
  }

  @Test
  void theFileKeepsThemAndIsTheSameForTheSameSeed() {
    Cvae cvae = learning(Prior.conditional());
    try (GenerativeModel model = cvae.fit(DATA, VALIDATION);
        GenerativeModel again = cvae.fit(DATA, VALIDATION);
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.history()).isEqualTo(model.history());
      assertThat(loaded.describe()).isEqualTo(model.describe());
      assertThat(bytes(again)).isEqualTo(bytes(model));
    }
  }

  @Test
  void checkpointsHaveThemByEpochAndTheResumedFitEndsWithTheSameFile(@TempDir Path folder) {
    // given
    Cvae.Builder builder = tiny().validationSplit(0.4);
    Cvae cvae = builder.checkpoints(Checkpoints.in(folder).everySteps(3)).build();
    byte[] expected = fileOf(cvae, DATA);

    // when: two batches an epoch
    Path third = Checkpoints.in(folder).file(3);
    try (GenerativeModel soFar = GenerativeModel.load(third);
        GenerativeModel resumed = cvae.resume(third, DATA)) {

      // then
      assertThat(soFar.history().last().latents()).isPresent();
      assertThat(soFar.history().latents()).isEmpty();
      assertThat(bytes(resumed)).isEqualTo(expected);
    }
  }

  /** Long enough for z to be of use. */
  private static Cvae learning(Prior prior) {
    return Cvae.builder()
        .latent(Examples.LATENT)
        .hidden(8)
        .prior(prior)
        .objective(Objective.elbo().beta(0.05))
        .learningRate(0.02)
        .batchSize(16)
        .epochs(40)
        .build();
  }
}
