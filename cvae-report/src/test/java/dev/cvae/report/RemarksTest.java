package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemarksTest {
  @Test
  void aValidationThatGetsWorseIsLearningByHeart() {
    assertThat(Remarks.on(validated(120, 110, 112, 115)))
        .singleElement()
        .asString()
        .contains("best after epoch 2, and is 5.0 nats worse after epoch 4", "by heart");
  }

  @Test
  void aLossThatStillFallsNeedsMoreEpochs() {
    assertThat(Remarks.on(validated(120, 110, 107)))
        .singleElement()
        .asString()
        .contains("still fell by 3.0 nats in the last epoch");
  }

  @Test
  void aLossThatHasSettledAndAShortFitGetNoRemark() {
    assertThat(Remarks.on(validated(120, 110, 109.8))).isEmpty();
    assertThat(Remarks.on(validated(120, 109.8, 110))).isEmpty();
    assertThat(Remarks.on(validated(120))).isEmpty();
    assertThat(Remarks.on(validated())).isEmpty();
  }

  private static TrainingHistory validated(double... losses) {
    List<EpochResult> epochs = new ArrayList<>();
    for (double loss : losses) {
      Evaluation figures = new Evaluation(10, -loss, 0, loss);
      epochs.add(new EpochResult(epochs.size() + 1, figures, Optional.of(figures)));
    }
    return new TrainingHistory(epochs);
  }
}
