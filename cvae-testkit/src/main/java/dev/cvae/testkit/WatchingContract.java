package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertSameWeights;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.fileOf;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.tiny;
import static dev.cvae.testkit.Examples.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.GenerativeModel;
import dev.cvae.ModelListener;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.ModelClosedException;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener may do with the model in training. */
abstract class WatchingContract {
  private static final Condition ONE = Condition.label(1);

  /** Uses all that a model can do. */
  private static final ModelListener CURIOUS =
      (progress, model) -> {
        model.generate(ONE, 5, 0);
        model.reconstruct(labelled(5));
        model.evaluate(labelled(20));
        model.densities().kl(labelled(5));
        bytes(model);
      };

  @Test
  void lookingDoesNotChangeTheFit() {
    byte[] alone = fileOf(tiny().build(), labelled(50));

    byte[] watched = fileOf(tiny().modelListener(CURIOUS).build(), labelled(50));

    assertThat(watched).isEqualTo(alone);
  }

  @Test
  void theModelAfterTheLastEpochIsTheOneThatIsFitted() {
    List<byte[]> files = new ArrayList<>();
    try (GenerativeModel fitted =
            tiny()
                .modelListener((progress, model) -> files.add(bytes(model)))
                .build()
                .fit(labelled(50));
        GenerativeModel first = load(files.get(0));
        GenerativeModel last = load(files.get(1))) {

      assertThat(files).as("one an epoch").hasSize(2);
      assertSameWeights(weights(fitted), weights(last));
      float[] drawn = fitted.generate(ONE, 1, 0).row(0);
      assertThat(last.generate(ONE, 1, 0).row(0)).isEqualTo(drawn);
      assertThat(first.generate(ONE, 1, 0).row(0)).as("of the first epoch").isNotEqualTo(drawn);
    }
  }

  @Test
  void itsFiguresAreThoseOfTheEpochsSoFarAndOfThisOne() {
    Dataset validation = labelled(20);
    List<TrainingHistory> histories = new ArrayList<>();
    ModelListener compares =
        (progress, model) -> {
          assertThat(model.evaluate(validation))
              .isEqualTo(progress.result().validation().orElseThrow());
          histories.add(model.history());
        };

    try (GenerativeModel fitted =
        tiny().modelListener(compares).build().fit(labelled(50), validation)) {

      assertThat(histories).extracting(history -> history.epochs().size()).containsExactly(1, 2);
      assertThat(histories.get(1).epochs()).isEqualTo(fitted.history().epochs());
    }
  }

  @Test
  void itIsClosedOnceTheListenerHasReturned() {
    List<GenerativeModel> kept = new ArrayList<>();
    try (GenerativeModel fitted =
        tiny().modelListener((progress, model) -> kept.add(model)).build().fit(labelled(50))) {

      assertThat(kept).hasSize(2);
      assertThatThrownBy(() -> kept.get(0).generate(ONE, 1))
          .isInstanceOf(ModelClosedException.class);
      assertThat(fitted.generate(ONE, 1).size()).as("the fitted one is open").isEqualTo(1);
    }
  }

  @Test
  void twoLookOneAfterTheOtherAndWhatOneThrowsEndsTheFit() {
    List<String> seen = new ArrayList<>();
    ModelListener first = (progress, model) -> seen.add("first " + progress.result().epoch());
    ModelListener second =
        (progress, model) -> {
          seen.add("second " + progress.result().epoch());
          if (progress.result().epoch() == 2) {
            throw new IllegalStateException("enough");
          }
        };

    assertThatThrownBy(
            () -> tiny().epochs(5).modelListener(first.andThen(second)).build().fit(labelled(50)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");

    assertThat(seen).containsExactly("first 1", "second 1", "first 2", "second 2");
  }
}
