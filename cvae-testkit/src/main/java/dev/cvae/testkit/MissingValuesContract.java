package dev.cvae.testkit;

import static dev.cvae.likelihood.ReconstructionLoss.gaussian;
import static dev.cvae.likelihood.ReconstructionLoss.observed;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.Completed;
import dev.cvae.analysis.Completion;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.Scaling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Models of rows with gaps. */
abstract class MissingValuesContract {
  private static final int ROWS = 400;
  private static final double NOISE = 0.3;

  /**
   * Each feature is one normal variable and noise of its own: their correlation is 1/(1 + NOISE²).
   */
  private static float[][] complete() {
    float[][] rows = new float[ROWS][4];
    RandomStream random = RandomStream.of(11);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < 4; i++) {
        double noise = NOISE * random.split(i + 1).normal(row);
        rows[row][i] = (float) (100 + 10 * (random.normal(row) + noise));
      }
    }
    return rows;
  }

  /** No row is complete: one feature is missing, another from row to row. */
  private static float[][] gaps() {
    float[][] rows = complete();
    for (int row = 0; row < ROWS; row++) {
      rows[row][row % 4] = Float.NaN;
    }
    return rows;
  }

  private static Cvae.Builder cvae() {
    return tiny()
        .hidden(16)
        .reconstructionLoss(observed(gaussian()))
        .scaling(Scaling.standardised())
        .learningRate(1e-2);
  }

  @Test
  void aModelOfRowsOfWhichNoneIsCompleteFillsTheGaps() {
    // when
    double squares = 0;
    try (GenerativeModel model = cvae().epochs(60).build().fit(Dataset.of(gaps()))) {
      Completed completed = Completion.of(model).complete(Dataset.of(gaps()));
      for (int row = 0; row < ROWS; row++) {
        double difference = completed.mean()[row][row % 4] - complete()[row][row % 4];
        squares += difference * difference / ROWS;
        assertThat(completed.mean()[row][(row + 1) % 4]).isEqualTo(gaps()[row][(row + 1) % 4]);
      }
    }

    // then: given three others, the variance of a feature is 10² (σ² + σ² / (3 + σ²)), σ = NOISE
    double least = 100 * NOISE * NOISE * (1 + 1 / (3 + NOISE * NOISE));
    assertThat(squares).as("of columns whose variance is 109").isLessThan(1.5 * least);
  }

  @Test
  void theEncoderSeesTheMeanOfTheColumnForWhatIsMissing() {
    try (GenerativeModel model = cvae().build().fit(Dataset.of(gaps()))) {
      float[] mean = new float[4];
      model.description().scaling().undo(mean);
      float[][] filled = gaps();
      for (int row = 0; row < ROWS; row++) {
        filled[row][row % 4] = mean[row % 4];
      }

      float[][] ofGaps = model.encode(Dataset.of(gaps())).mean();

      float[][] ofMeans = model.encode(Dataset.of(filled)).mean();
      for (int row = 0; row < ROWS; row++) {
        Close.assertClose(ofMeans[row][0], ofGaps[row][0], 1e-5, "row " + row);
      }
    }
  }

  @Test
  void aRowOfWhichNothingIsObservedHasALogLikelihoodOfNothing() {
    float[] nothing = new float[4];
    Arrays.fill(nothing, Float.NaN);
    try (GenerativeModel model = cvae().build().fit(Dataset.of(gaps()))) {
      double elbo = model.evaluate(Dataset.of(new float[][] {nothing})).logLikelihood();

      assertThat(elbo).isZero();
    }
  }

  @Test
  void aLoadedModelStillTakesGaps() {
    Dataset data = Dataset.of(gaps());
    try (GenerativeModel model = cvae().prior(Prior.vamp(5)).build().fit(data);
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.description()).isEqualTo(model.description());
      assertThat(loaded.evaluate(data)).isEqualTo(model.evaluate(data));
    }
  }

  @Test
  void otherLossesRefuseGaps() {
    assertThatThrownBy(() -> cvae().reconstructionLoss(gaussian()).build().fit(Dataset.of(gaps())))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "data must be finite in row 0, column 0, was NaN;"
                + " ReconstructionLoss.observed(loss) takes NaN for what is missing");
  }
}
