package dev.cvae.samples.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener.Signal;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
  private static final Evaluation TRAIN = new Evaluation(100, -167.8, 11.59, 167.8);
  private static final Evaluation TEST = new Evaluation(10, -136.12, 11.59, 136.12);

  @Test
  void aFitWithoutATerminalIsATableWithARowAnEpoch() {
    List<String> lines = new ArrayList<>();

    try (FitDisplay display = FitDisplay.on(lines::add)) {
      assertThat(display.listener().epochDone(progress(1))).isEqualTo(Signal.CONTINUE);
      assertThat(display.listener().epochDone(progress(2))).isEqualTo(Signal.CONTINUE);
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
  void aFitWithoutTestDataHasNoTestFigures() {
    EpochResult epoch = new EpochResult(3, TRAIN, Optional.empty());

    assertThat(EpochRows.row(epoch).strip().split("\\s+"))
        .containsExactly("3", "179.39", "167.80", "11.59");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  void theLearningCurveIsDrawnForAnyNumberOfEpochs(int epochs) {
    BufferedImage image = LearningCurve.of(history(epochs, Optional.of(TEST)));

    assertThat(coloursOf(image))
        .as("a colour for each of three figures, at least")
        .hasSizeGreaterThan(5);
  }

  @Test
  void theLearningCurveDoesWithoutTestData() {
    assertThat(LearningCurve.of(history(3, Optional.empty())).getWidth()).isPositive();
  }

  private static EpochProgress progress(int epoch) {
    EpochResult result = new EpochResult(epoch, TRAIN, Optional.of(TEST));
    return new EpochProgress(10, result, 11_350, Duration.ofSeconds(6), Duration.ofSeconds(54));
  }

  private static TrainingHistory history(int epochs, Optional<Evaluation> test) {
    List<EpochResult> results = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      results.add(new EpochResult(epoch, TRAIN, test));
    }
    return new TrainingHistory(results);
  }

  private static List<Integer> coloursOf(BufferedImage image) {
    return Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .boxed()
        .toList();
  }
}
