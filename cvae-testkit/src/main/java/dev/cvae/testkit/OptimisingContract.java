package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertSameWeights;
import static dev.cvae.testkit.Close.assertWeights;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.mislabelled;
import static dev.cvae.testkit.Examples.stopAfterBatches;
import static dev.cvae.testkit.Examples.tiny;
import static dev.cvae.testkit.Examples.weights;
import static dev.cvae.testkit.Examples.weightsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.training.EpochResult;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.Optimiser;
import dev.cvae.training.PlateauSchedule;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingHistory.End;
import dev.cvae.training.TrainingListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimisers, clipping and schedules against double precision; what ends a fit, and with which
 * weights.
 */
abstract class OptimisingContract {
  private static final Dataset DATA = labelled(50);

  /**
   * Each with an ε that is not lost beside gradients, and constants that eight steps tell apart.
   */
  static Stream<Optimiser> optimisers() {
    return Stream.of(
        Optimiser.adam().beta1(0.8).beta2(0.95).epsilon(1e-2),
        Optimiser.adamW().beta1(0.8).beta2(0.95).epsilon(1e-2).weightDecay(0.5),
        Optimiser.sgd(),
        Optimiser.sgd().momentum(0.9).weightDecay(0.5),
        Optimiser.rmsProp().alpha(0.9).epsilon(1e-2),
        Optimiser.rmsProp().alpha(0.9).epsilon(1e-2).momentum(0.7).weightDecay(0.5));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void eightStepsAreThoseOfDoublePrecision(Optimiser optimiser) {
    assertStepsAgree(tiny().optimiser(optimiser).learningRate(0.02));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void eightClippedStepsAreThoseOfDoublePrecision(Optimiser optimiser) {
    assertStepsAgree(tiny().optimiser(optimiser).learningRate(0.02).clipGradientNorm(0.3));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void aScheduleScalesEachStep(Optimiser optimiser) {
    LearningRateSchedule schedule =
        LearningRateSchedule.warmUp(3, LearningRateSchedule.cosine(0.1));
    assertStepsAgree(tiny().optimiser(optimiser).learningRate(0.02).learningRateSchedule(schedule));
  }

  @Test
  void milestonesAreCountedInEpochs() {
    assertStepsAgree(
        tiny()
            .optimiser(Optimiser.sgd())
            .learningRate(0.02)
            .learningRateSchedule(LearningRateSchedule.milestones(0.1, 1)));
  }

  @Test
  void withoutDecayAdamWIsAdamBitForBit() {
    assertSameWeights(
        weightsOf(tiny().optimiser(Optimiser.adam()).build(), DATA),
        weightsOf(tiny().optimiser(Optimiser.adamW().weightDecay(0)).build(), DATA));
  }

  @Test
  void aNormThatNoGradientReachesClipsNothing() {
    assertSameWeights(
        weightsOf(tiny().build(), DATA), weightsOf(tiny().clipGradientNorm(1e6).build(), DATA));
  }

  @Test
  void aClippedStepOfGradientDescentIsAsLongAsTheRateTimesTheNorm() {
    // given: all tensors' gradients together are longer than 0.01
    Cvae.Builder one =
        tiny().batchSize(50).epochs(1).optimiser(Optimiser.sgd()).clipGradientNorm(0.01);

    // when
    List<Tensor> before = weightsOf(one.learningRate(1e-300).build(), DATA);
    List<Tensor> after = weightsOf(one.learningRate(100).build(), DATA);

    // then: the distance is 100 · 0.01
    double squares = 0;
    for (int i = 0; i < before.size(); i++) {
      float[] from = before.get(i).values();
      float[] to = after.get(i).values();
      for (int j = 0; j < from.length; j++) {
        squares += Math.pow((double) to[j] - from[j], 2);
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(1, within(1e-5));
  }

  @Test
  void aPlateauThatNothingLeavesIsAMilestoneAfterEachEpochButTheFirst() {
    Cvae.Builder five = tiny().epochs(5).learningRate(0.01);
    PlateauSchedule plateau = new PlateauSchedule(0.5, 1, 1e9);
    assertSameWeights(
        weightsOf(
            five.learningRateSchedule(LearningRateSchedule.milestones(0.5, 2, 3, 4)).build(), DATA),
        weightsOf(five.learningRateSchedule(plateau).build(), DATA));
  }

  @Test
  void stepsEndAFitInTheMiddleOfAnEpoch() {
    // given: epochs of four batches
    try (GenerativeModel limited = tiny().steps(6).build().fit(DATA);
        GenerativeModel stopped = tiny().listener(stopAfterBatches(6)).build().fit(DATA)) {

      // then
      assertSameWeights(weights(stopped), weights(limited));
      assertEnd(limited, End.STEPS, 1);
      assertEnd(stopped, End.LISTENER, 1);
    }
  }

  @Test
  void stepsAloneMayTakeMoreThanTheUsualTenEpochs() {
    Cvae cvae = Cvae.builder().latent(2).hidden(4).batchSize(50).steps(12).build();
    try (GenerativeModel model = cvae.fit(DATA)) {
      assertEnd(model, End.STEPS, 12);
    }
  }

  @Test
  void whicheverComesFirstEndsTheFit() {
    try (GenerativeModel model = tiny().epochs(2).steps(100).build().fit(DATA)) {
      assertEnd(model, End.EPOCHS, 2);
    }
    try (GenerativeModel model = tiny().epochs(5).steps(8).build().fit(DATA)) {
      assertEnd(model, End.STEPS, 2);
    }
    try (GenerativeModel model = tiny().timeLimit(Duration.ofNanos(1)).build().fit(DATA)) {
      assertEnd(model, End.TIME, 0);
    }
  }

  @Test
  void aStepThatIsTheLastOfItsEpochFinishesIt() {
    try (GenerativeModel limited = tiny().epochs(9).steps(8).build().fit(DATA);
        GenerativeModel whole = tiny().epochs(2).build().fit(DATA)) {
      assertSameWeights(weights(whole), weights(limited));
      assertThat(limited.history().epochs()).isEqualTo(whole.history().epochs());
    }
  }

  @Test
  void theFitEndsWhenTheValidationHasNotImprovedForAsManyEpochsAsPatienceHas() {
    // given: no epoch improves by a million nats, but for the first
    Cvae cvae = tiny().epochs(50).earlyStopping(3, 1e6).build();
    try (GenerativeModel model = cvae.fit(DATA, labelled(20))) {
      assertEnd(model, End.EARLY_STOPPING, 4);
    }
  }

  @Test
  void aListenerIsHeardBesideEarlyStopping() {
    TrainingListener second = TrainingListener.stopWhen(epoch -> epoch.result().epoch() == 2);
    Cvae cvae = tiny().epochs(50).earlyStopping(3, 1e6).listener(second).build();
    try (GenerativeModel model = cvae.fit(DATA, labelled(20))) {
      assertEnd(model, End.LISTENER, 2);
    }
  }

  @Test
  void theBestWeightsAreThoseAfterTheBestEpoch() {
    // given: the validation gets worse once the model knows the labels
    Cvae.Builder twelve = tiny().epochs(12).learningRate(0.05).bestWeights(true);
    Dataset validation = mislabelled(30);

    // when
    try (GenerativeModel model = twelve.build().fit(DATA, validation)) {
      EpochResult best = model.history().best();

      // then
      assertThat(best.epoch()).isBetween(1, 11);
      assertThat(model.history().epochs())
          .extracting(epoch -> epoch.validation().orElseThrow().elbo())
          .allMatch(elbo -> elbo <= best.validation().orElseThrow().elbo());
      Cvae shorter = twelve.epochs(best.epoch()).bestWeights(false).build();
      assertSameWeights(weightsOf(shorter, DATA), weights(model));
      assertThat(model.evaluate(validation)).isEqualTo(best.validation().orElseThrow());
    }
  }

  @Test
  void aSplitIsTheSameAsBothPartsGiven() {
    Dataset.Split parts = DATA.split(0.8, 7); // tiny's seed
    try (GenerativeModel split = tiny().validationSplit(0.2).build().fit(DATA);
        GenerativeModel given = tiny().build().fit(parts.train(), parts.validation())) {
      assertSameWeights(weights(given), weights(split));
      assertThat(split.history()).isEqualTo(given.history());
      assertThat(split.history().last().validation().orElseThrow().examples()).isEqualTo(10);
      assertThat(split.provenance().examples()).isEqualTo(40);
    }
  }

  private static void assertEnd(GenerativeModel model, End end, int epochs) {
    TrainingHistory history = model.history();
    assertThat(history.end()).isEqualTo(Optional.of(end));
    assertThat(history.epochs()).hasSize(epochs);
  }

  private static void assertStepsAgree(Cvae.Builder builder) {
    try (GenerativeModel model = builder.listener(stopAfterBatches(8)).build().fit(DATA)) {
      OracleFit oracle = new OracleFit(model.description(), model.provenance().settings(), DATA);
      oracle.run(8);
      assertWeights(oracle.model().parameters(), weights(model), 1e-5, "after 8 steps");
    }
  }
}
