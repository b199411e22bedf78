package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.conditions;
import static dev.cvae.testkit.Examples.fileOf;
import static dev.cvae.testkit.Examples.fitted;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Batches;
import dev.cvae.error.CvaeException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What holds when many threads are at it. */
abstract class ThreadsContract {

  @Test
  void fiftyThreadsGetWhatOneGets() throws Exception {
    try (GenerativeModel model = fitted()) {
      // given
      GenerationRequest request = GenerationRequest.of(conditions(700)).seed(5);
      float[][] rows = model.generate(request).rows();
      float[][] means = model.encode(labelled(60)).mean();
      Evaluation evaluation = model.evaluate(labelled(60));
      byte[] file = bytes(model);

      // when
      List<Boolean> same =
          Crowd.all(
              50,
              number ->
                  switch (number % 4) {
                    case 0 -> Arrays.deepEquals(rows, model.generate(request).rows());
                    case 1 -> Arrays.deepEquals(means, model.encode(labelled(60)).mean());
                    case 2 -> evaluation.equals(model.evaluate(labelled(60)));
                    default -> Arrays.equals(file, bytes(model));
                  });

      // then
      assertThat(same).hasSize(50).containsOnly(true);
    }
  }

  @Test
  void aModelClosedWhileThreadsGenerateGivesEachAResultOrSaysThatItIsClosed() throws Exception {
    for (int round = 0; round < 5; round++) {
      // given
      GenerativeModel model = fitted();
      float[][] expected = model.generate(Condition.label(1), 100, 3).rows();

      // when: thread 0 closes it, eight others generate until they are told
      List<Integer> results =
          Crowd.all(
              9,
              number -> {
                if (number == 0) {
                  model.close();
                  return 0;
                }
                int count = 0;
                try {
                  while (Arrays.deepEquals(
                      expected, model.generate(Condition.label(1), 100, 3).rows())) {
                    count++;
                  }
                  return -1; // another result
                } catch (ModelClosedException e) {
                  return count;
                }
              });

      // then
      assertThat(results).doesNotContain(-1);
    }
  }

  @Test
  void fitsAtOnceGiveWhatEachGivesAlone() throws Exception {
    // given
    List<byte[]> alone =
        List.of(
            fileOf(tiny().seed(0).build(), labelled(50)),
            fileOf(tiny().seed(1).build(), plain(40)),
            fileOf(tiny().seed(2).build(), labelled(30)));

    // when
    List<byte[]> together =
        Crowd.all(
            6,
            number ->
                switch (number % 3) {
                  case 0 -> fileOf(tiny().seed(0).build(), labelled(50));
                  case 1 -> fileOf(tiny().seed(1).build(), plain(40));
                  default -> fileOf(tiny().seed(2).build(), labelled(30));
                });

    // then
    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(i % 3));
    }
  }

  @Test
  void fitsLoadsAndAnswersAtOnceDoNotDisturbEachOther() throws Exception {
    try (GenerativeModel model = fitted()) {
      // given
      byte[] file = bytes(model);
      float[][] rows = model.generate(Condition.label(2), 300, 8).rows();
      byte[] other = fileOf(tiny().seed(4).build(), labelled(50));

      // when
      List<Boolean> same =
          Crowd.all(
              8,
              number -> {
                boolean all = true;
                for (int round = 0; round < 15; round++) {
                  if (number < 2) {
                    all &= Arrays.equals(other, fileOf(tiny().seed(4).build(), labelled(50)));
                  } else if (number < 5) {
                    try (GenerativeModel loaded = load(file)) {
                      all &=
                          Arrays.deepEquals(
                              rows, loaded.generate(Condition.label(2), 300, 8).rows());
                    }
                  } else {
                    all &=
                        Arrays.deepEquals(rows, model.generate(Condition.label(2), 300, 8).rows());
                  }
                }
                return all;
              });

      // then
      assertThat(same).containsOnly(true);
    }
  }

  @Test
  void aFitThatFailsLetsOtherThreadsFit() throws Exception {
    // given: fits that fail before, and during, the first step
    Cvae nowhere = tiny().engine("NoSuchEngine").build();
    Cvae throwing =
        tiny()
            .listener(
                TrainingListener.eachBatch(
                    progress -> {
                      throw new IllegalStateException("enough");
                    }))
            .build();
    assertThatThrownBy(() -> nowhere.fit(labelled(50)).close()).isInstanceOf(CvaeException.class);
    assertThatThrownBy(() -> throwing.fit(labelled(50)).close())
        .isInstanceOf(IllegalStateException.class);

    // when
    List<byte[]> files = Crowd.all(1, number -> fileOf(tiny().build(), labelled(50)));

    // then
    assertThat(files.get(0)).isEqualTo(fileOf(tiny().build(), labelled(50)));
  }

  @Test
  void aFitThatWaitsForAnotherCanBeInterrupted() throws Exception {
    // given: a fit that stays in its listener
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TrainingListener staying =
        TrainingListener.eachBatch(
            progress -> {
              running.countDown();
              Crowd.await(release);
            });

    // when: thread 1 fits while that one does, and is interrupted
    List<Boolean> interrupted =
        Crowd.all(
            2,
            number -> {
              if (number == 0) {
                tiny().listener(staying).build().fit(labelled(50)).close();
                return true;
              }
              Crowd.await(running);
              Thread.currentThread().interrupt();
              try {
                tiny().build().fit(labelled(50)).close();
                return false;
              } catch (TrainingInterruptedException e) {
                return Thread.interrupted();
              } finally {
                release.countDown();
              }
            });

    // then
    assertThat(interrupted).containsExactly(true, true);
  }

  @Test
  @SuppressWarnings("try") // closing it by hand is the point
  void closingFromWithinACallOnTheSameModelIsRefused() {
    try (GenerativeModel model = fitted()) {
      Data closing =
          new Data(labelled(10)) {
            @Override
            public Batches inOrder() {
              model.close();
              return super.inOrder();
            }
          };
      assertThatThrownBy(() -> model.evaluate(closing)).isInstanceOf(IllegalStateException.class);
      assertThat(model.generate(Condition.label(0), 1).size()).isEqualTo(1);
    }
  }
}
