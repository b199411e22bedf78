package dev.cvae.report;

import dev.cvae.Cvae;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.random.RandomStream;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures, small data, and a small model to fit to them. */
final class Fits {
  static final Evaluation TRAIN = new Evaluation(100, -167.8, 11.59, 167.8);
  static final Evaluation VALIDATION = new Evaluation(10, -136.12, 11.59, 136.12);

  private Fits() {}

  static EpochProgress progress(int epoch, Optional<Evaluation> validation) {
    EpochResult result = new EpochResult(epoch, TRAIN, validation);
    Duration elapsed = Duration.ofMillis(6500).multipliedBy(epoch);
    return new EpochProgress(10, result, 11_350, elapsed, Duration.ofSeconds(54));
  }

  static TrainingHistory history(int epochs, Optional<Evaluation> validation) {
    List<EpochResult> results = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      results.add(new EpochResult(epoch, TRAIN, validation));
    }
    return new TrainingHistory(results);
  }

  /** Grey images of 4×4 with a bright row, which is their label. */
  static Dataset images(int rows) {
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 3;
    }
    return Dataset.of(uniform(rows, 16, labels), Shape.of(1, 4, 4))
        .labelled(labels, 3)
        .named("bright <rows>");
  }

  /** Five numbers a row. */
  static Dataset table(int rows) {
    return Dataset.of(uniform(rows, 5, new int[rows])).named("a table");
  }

  private static float[][] uniform(int rows, int features, int[] labels) {
    RandomStream random = RandomStream.of(9);
    float[][] values = new float[rows][features];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < features; i++) {
        double noise = random.uniform((long) row * features + i) / 2;
        values[row][i] = (float) (i / 4 == labels[row] ? 0.5 + noise : noise);
      }
    }
    return values;
  }

  static Cvae.Builder tiny() {
    return Cvae.builder().latent(3).hidden(8).batchSize(16).epochs(2).seed(7);
  }
}
