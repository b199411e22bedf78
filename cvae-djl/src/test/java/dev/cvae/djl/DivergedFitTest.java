package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.data.Dataset;
import dev.cvae.error.TrainingDivergedException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.Optimiser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit whose weights have gone to infinity. */
class DivergedFitTest {
  @TempDir private Path folder;

  /** The first step's loss is finite; only its weights are not. */
  @Test
  void leavesNoCheckpointOfSuchWeights() {
    Dataset data = Engines.rows(20, 12, 3);
    Cvae cvae =
        Cvae.builder()
            .engine(Engines.NAME)
            .latent(2)
            .hidden(8)
            .reconstructionLoss(ReconstructionLoss.MSE)
            .optimiser(Optimiser.sgd())
            .learningRate(1e38)
            .batchSize(10)
            .epochs(1)
            .seed(5)
            .checkpoints(Checkpoints.in(folder).everySteps(1).keep(1))
            .build();

    assertThatThrownBy(() -> cvae.fit(data).close())
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("a weight became NaN or infinite at step 1");
    assertThat(Checkpoints.files(folder)).isEmpty();
  }
}
