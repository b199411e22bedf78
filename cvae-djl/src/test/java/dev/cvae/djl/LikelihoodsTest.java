package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.testkit.LossExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each likelihood on arrays against the same one in plain Java and double precision. */
class LikelihoodsTest {
  private static final int ROWS = 60;
  private static final int FEATURES = LossExamples.FEATURES;

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (ReconstructionLoss loss : LossExamples.losses()) {
      for (float scale : new float[] {0, 0.01f, 1, 5, 30}) {
        kinds.add(Arguments.of(loss, scale));
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theArraysSayWhatDoublePrecisionSays(ReconstructionLoss loss, float scale) {
    // given: the decoder's outputs, moderate and extreme
    Dataset data = LossExamples.data(loss, ROWS);
    float[][] outputs = new float[ROWS][loss.outputs(FEATURES)];
    float[][] x = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      x[row] = data.row(row);
      RandomStream.of(8).normals((long) row * outputs[row].length, outputs[row]);
      for (int i = 0; i < outputs[row].length; i++) {
        outputs[row][i] *= scale;
      }
    }
    try (NDManager manager = Engines.newManager()) {
      Weights weights = new Weights(manager, new SomeValues(Engines.anyTask()));
      LikelihoodHead head = LikelihoodHead.of("decoder", loss, 0, FEATURES, weights);

      // when
      Likelihood likelihood = head.of(manager.create(outputs));
      float[] logs = likelihood.logProbability(manager.create(x)).toFloatArray();
      float[] means = likelihood.mean().toFloatArray();
      float[] parameters = likelihood.parameters().toFloatArray();

      // then
      int width = loss.parameters(FEATURES);
      assertThat(parameters).hasSize(ROWS * width);
      for (int row = 0; row < ROWS; row++) {
        double[] ofRow = new double[width];
        for (int i = 0; i < width; i++) {
          ofRow[i] = parameters[row * width + i];
        }
        double expected = loss.logProbability(x[row], ofRow);
        assertThat((double) logs[row])
            .as("log p of row %d", row)
            .isCloseTo(expected, within(3e-6 * (FEATURES + Math.abs(expected))));
        float[] mean = new float[FEATURES];
        loss.mean(ofRow, mean);
        for (int i = 0; i < FEATURES; i++) {
          assertThat(means[row * FEATURES + i])
              .as("mean of row %d, feature %d", row, i)
              .isCloseTo(mean[i], within(5e-6f * Math.max(1, Math.abs(mean[i]))));
        }
      }
    }
  }

  @Test
  void theParametersAreTheOutputsAndThenWhatIsLearnedBesides() {
    try (NDManager manager = Engines.newManager()) {
      Weights weights = new Weights(manager, new SomeValues(Engines.anyTask()));
      LikelihoodHead shared =
          LikelihoodHead.of("shared", ReconstructionLoss.gaussian(), 0, 3, weights);
      LikelihoodHead each =
          LikelihoodHead.of("each", ReconstructionLoss.gaussianPerFeature(), 0, 2, weights);
      float[] sigma = weights.toTensors().get(0).values();
      float[] sigmas = weights.toTensors().get(1).values();
      assertThat(sigma).hasSize(1);
      assertThat(sigmas).hasSize(2);

      NDArray three = manager.create(new float[][] {{1, 2, 3}});
      assertThat(shared.of(three).parameters().toFloatArray())
          .containsExactly(1, 2, 3, sigma[0], sigma[0], sigma[0]);
      NDArray two = manager.create(new float[][] {{1, 2}, {3, 4}});
      assertThat(each.of(two).parameters().toFloatArray())
          .containsExactly(1, 2, sigmas[0], sigmas[1], 3, 4, sigmas[0], sigmas[1]);
    }
  }

  @Test
  void extremeLogitsLeaveEachLogProbabilityAndMeanFinite() {
    for (ReconstructionLoss loss : LossExamples.losses()) {
      for (float extreme : new float[] {-80, 80}) {
        Dataset data = LossExamples.data(loss, ROWS);
        float[][] outputs = new float[ROWS][loss.outputs(FEATURES)];
        float[][] x = new float[ROWS][];
        for (int row = 0; row < ROWS; row++) {
          x[row] = data.row(row);
          java.util.Arrays.fill(outputs[row], extreme);
        }
        try (NDManager manager = Engines.newManager()) {
          Weights weights = new Weights(manager, new SomeValues(Engines.anyTask()));
          Likelihood likelihood =
              LikelihoodHead.of("decoder", loss, 0, FEATURES, weights).of(manager.create(outputs));
          float[] logs = likelihood.logProbability(manager.create(x)).toFloatArray();
          float[] means = likelihood.mean().toFloatArray();
          for (float value : logs) {
            assertThat(value).as("log p under %s of %s", loss, extreme).isFinite();
          }
          for (float value : means) {
            assertThat(value)
                .as("mean under %s of %s", loss, extreme)
                .isBetween(Math.max(-80, loss.lowest()), Math.min(80, loss.highest()));
          }
        }
      }
    }
  }
}
