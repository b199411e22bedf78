package dev.cvae.training;

import static dev.cvae.training.TrainingListener.Signal.CONTINUE;
import static dev.cvae.training.TrainingListener.Signal.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingListenerTest {
  private static final BatchProgress BATCH =
      new BatchProgress(1, 2, 3, 4, new Evaluation(1, -1, 0, 1), 5, Duration.ZERO);

  private final List<String> heard = new ArrayList<>();

  @Test
  void nobodyHearsNothingAndGoesOn() {
    assertThat(TrainingListener.none().batchDone(BATCH)).isEqualTo(CONTINUE);
    assertThat(TrainingListener.none().epochDone(epoch(1))).isEqualTo(CONTINUE);
  }

  @Test
  void aListenerToBatchesHearsBatchesAndOneToEpochsEpochs() {
    TrainingListener both =
        TrainingListener.eachBatch(batch -> heard.add("batch " + batch.batch()))
            .andThen(TrainingListener.eachEpoch(e -> heard.add("epoch " + e.result().epoch())));

    assertThat(both.batchDone(BATCH)).isEqualTo(CONTINUE);
    assertThat(both.epochDone(epoch(2))).isEqualTo(CONTINUE);
    assertThat(heard).containsExactly("batch 3", "epoch 2");
  }

  @Test
  void stopWhenStopsAtTheFirstEpochThatIsEnough() {
    TrainingListener listener = TrainingListener.stopWhen(e -> e.result().epoch() >= 2);

    assertThat(listener.epochDone(epoch(1))).isEqualTo(CONTINUE);
    assertThat(listener.epochDone(epoch(2))).isEqualTo(STOP);
    assertThat(listener.batchDone(BATCH)).isEqualTo(CONTINUE);
  }

  @Test
  void eitherOfTwoMayStopAndBothHearInOrder() {
    TrainingListener stops = saying("stops", STOP);
    TrainingListener goesOn = saying("goes on", CONTINUE);

    assertThat(stops.andThen(goesOn).batchDone(BATCH)).isEqualTo(STOP);
    assertThat(goesOn.andThen(stops).epochDone(epoch(1))).isEqualTo(STOP);
    assertThat(stops.andThen(stops).epochDone(epoch(1))).isEqualTo(STOP);
    assertThat(goesOn.andThen(goesOn).batchDone(BATCH)).isEqualTo(CONTINUE);
    assertThat(heard)
        .containsExactly(
            "stops", "goes on", "goes on", "stops", "stops", "stops", "goes on", "goes on");
  }

  private TrainingListener saying(String word, TrainingListener.Signal signal) {
    return new TrainingListener() {
      @Override
      public Signal batchDone(BatchProgress progress) {
        heard.add(word);
        return signal;
      }

      @Override
      public Signal epochDone(EpochProgress progress) {
        heard.add(word);
        return signal;
      }
    };
  }

  private static EpochProgress epoch(int epoch) {
    return TrainingValuesTest.progress(epoch, Optional.empty());
  }
}
