package dev.cvae.report;

import static dev.cvae.report.Fits.TRAIN;
import static dev.cvae.report.Fits.VALIDATION;
import static dev.cvae.report.Fits.history;
import static dev.cvae.report.Fits.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitDisplayTest {
  @Test
  void aFitWithoutATerminalIsATableWithARowAnEpoch() {
    List<String> lines = new ArrayList<>();

    try (FitDisplay display = FitDisplay.on(lines::add)) {
      display.batchDone(batch(1));
      assertThat(display.epochDone(progress(1, Optional.of(VALIDATION))))
          .isEqualTo(Signal.CONTINUE);
      assertThat(display.epochDone(progress(2, Optional.of(VALIDATION))))
          .isEqualTo(Signal.CONTINUE);
    }

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1).split("\\s+"))
        .containsExactly(
            "epoch", "-ELBO", "reconstr.", "KL", "-ELBO", "reconstr.", "KL", "examples/s");
    assertThat(lines.get(2).strip().split("\\s+"))
        .containsExactly("1", "179.39", "167.80", "11.59", "147.71", "136.12", "11.59", "11,350");
    assertThat(lines.get(1)).as("columns end where their names end").hasSameSizeAs(lines.get(2));
  }

  @Test
  void aResumedFitsTableHasAHeadToo() {
    List<String> lines = new ArrayList<>();

    try (FitDisplay display = FitDisplay.on(lines::add)) {
      display.epochDone(progress(2, Optional.empty()));
      display.epochDone(progress(3, Optional.empty()));
    }

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("epoch");
    assertThat(lines.get(3).strip()).startsWith("3 ");
  }

  @Test
  void aFitWithoutValidationHasNoSuchFigures() {
    List<String> lines = EpochTable.of(history(1, Optional.empty()));

    assertThat(lines.get(2).strip().split("\\s+"))
        .containsExactly("1", "179.39", "167.80", "11.59");
  }

  @Test
  void underADensityTheConstantIsThereAndTheFiguresAddUp() {
    Evaluation density = new Evaluation(10, -8.68, 1, 5);
    EpochResult epoch = new EpochResult(1, density, Optional.of(density));

    List<String> lines = EpochTable.of(new TrainingHistory(List.of(epoch)));

    assertThat(lines.get(1).strip().split("\\s+"))
        .containsExactly(
            "epoch",
            "-ELBO",
            "reconstr.",
            "KL",
            "constant",
            "-ELBO",
            "reconstr.",
            "KL",
            "constant");
    assertThat(lines.get(2).strip().split("\\s+"))
        .containsExactly("1", "9.68", "5.00", "1.00", "3.68", "9.68", "5.00", "1.00", "3.68");
    assertThat(lines.get(1)).hasSameSizeAs(lines.get(2));
  }

  @Test
  void theBarIsOneLineDrawnOverAndOverAndVanishesWithItsEpoch() {
    StringBuilder terminal = new StringBuilder();
    EpochBar bar = new EpochBar(terminal::append, () -> terminal.length() * 1_000_000_000L);

    bar.batchDone(batch(1));
    bar.batchDone(batch(2));
    bar.epochDone(progress(3, Optional.empty()));

    String first = "epoch 3/10 [=======>                      ]  25 %  -ELBO 179.4  1:02:03 left";
    String second = "epoch 3/10 [===============>              ]  50 %  -ELBO 179.4  1:02:03 left";
    assertThat(terminal.toString())
        .isEqualTo("\r" + first + "\r" + second + "\r" + " ".repeat(second.length()) + "\r");
  }

  @Test
  void theBarIsNotDrawnMoreOftenThanOneCanSee() {
    StringBuilder terminal = new StringBuilder();
    EpochBar bar = new EpochBar(terminal::append, () -> 0);

    bar.batchDone(batch(1));
    String first = terminal.toString();
    bar.batchDone(batch(2));

    assertThat(terminal.toString()).isEqualTo(first);
  }

  @Test
  void aFullBarIsAsLongAsAnyOther() {
    StringBuilder terminal = new StringBuilder();

    new EpochBar(terminal::append, () -> 0).batchDone(batch(4));

    assertThat(terminal.toString()).contains("[" + "=".repeat(30) + "] 100 %");
  }

  @Test
  void closingABarThatIsNotThereDoesNothing() {
    StringBuilder terminal = new StringBuilder();

    new EpochBar(terminal::append, () -> 0).close();

    assertThat(terminal).isEmpty();
  }

  private static BatchProgress batch(int batch) {
    Duration left = Duration.ofHours(1).plusMinutes(2).plusSeconds(3);
    return new BatchProgress(3, 10, batch, 4, TRAIN, 11_350, left);
  }
}
