package dev.cvae.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FitTaskTest {
  @Test
  void eachPurposeTensorEpochAndSeedHasAStreamOfItsOwn() {
    FitTask task = task(7);
    FitTask otherSeed = task(8);

    assertThat(
            new long[] {
              task.initialWeights("encoder.hidden.0.weight").bits(0),
              task.initialWeights("encoder.hidden.1.weight").bits(0),
              task.order(1).bits(0),
              task.order(2).bits(0),
              task.noise(1).bits(0),
              task.noise(2).bits(0),
              otherSeed.initialWeights("encoder.hidden.0.weight").bits(0),
              otherSeed.order(1).bits(0),
              otherSeed.noise(1).bits(0),
            })
        .doesNotHaveDuplicates();
    assertThat(task(7).noise(2).bits(5)).isEqualTo(task.noise(2).bits(5));
  }

  private static FitTask task(long seed) {
    Dataset data = Dataset.of(new float[][] {{1}});
    return new FitTask(
        new ModelDescription(
            data.shape(),
            data.conditions(),
            1,
            Mlp.of(1),
            Mlp.of(1),
            ReconstructionLoss.BCE,
            Prior.STANDARD_NORMAL),
        TrainingSettings.defaults().seed(seed),
        data,
        Optional.empty(),
        TrainingListener.none(),
        new RuntimeSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of()));
  }
}
