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
  void whatCountsDependsOnWhatTheFitHasGained() {
    assertThat(Remarks.on(validated(6.0, 4.2, 4.0)))
        .singleElement()
        .asString()
        .contains("still fell by 0.20 nats in the last epoch");
    assertThat(Remarks.on(validated(-40, -42, -42.5, -42.3)))
        .singleElement()
        .asString()
        .contains("0.20 nats worse after epoch 4");
    assertThat(Remarks.on(validated(900, 500, 499))).isEmpty();
  }

  @Test
  void aLongFitIsJudgedByItsLastQuarter() {
    assertThat(Remarks.on(validated(110, 106, 104, 103, 102.5, 102.2, 101.99, 101.9)))
        .singleElement()
        .asString()
        .contains("still fell by 0.30 nats in the last 2 epochs");
  }

  @Test
  void aHundredthOfANatIsNothing() {
    assertThat(Remarks.on(validated(5.012, 5.006, 5.0))).isEmpty();
    assertThat(Remarks.on(validated(5.0, 5.009))).isEmpty();
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
