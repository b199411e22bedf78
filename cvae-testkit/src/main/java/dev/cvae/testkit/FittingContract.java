package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Close.assertSameWeights;
import static dev.cvae.testkit.Close.assertWeights;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.fileOf;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.stopAfterBatches;
import static dev.cvae.testkit.Examples.tiny;
import static dev.cvae.testkit.Examples.weights;
import static dev.cvae.testkit.Examples.weightsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.error.TrainingDivergedException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Activation;
import dev.cvae.network.Network;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Adam;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.Optimiser;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fit does to the weights, and what it says meanwhile. */
abstract class FittingContract {
  /** A step so short that float32 does not notice it. */
  private static final double NO_STEP = 1e-300;

  /** How far a loss in float32 may be from one in double precision, relative to 1 or more. */
  private static final double LOSS = 2e-6;

  @AfterEach
  void leaveNoInterruptBehind() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -1})
  void theWeightsBeginBitForBitWhereTheSeedSays(long seed) {
    // given
    Cvae cvae =
        tiny().seed(seed).epochs(1).optimiser(Optimiser.sgd()).learningRate(NO_STEP).build();

    // when
    try (GenerativeModel model = cvae.fit(labelled(50))) {
      List<Tensor> untouched = weights(model);

      // then
      OracleFit oracle =
          new OracleFit(model.description(), model.provenance().settings(), labelled(50));
      assertWeights(oracle.model().parameters(), untouched, 0, "initial");
    }
  }

  @Test
  void theFirstTwentyLossesAreThoseOfDoublePrecision() {
    assertLossesAgree(tiny().epochs(5).learningRate(1e-2), labelled(50));
  }

  @Test
  void thePlainModelsFirstTwentyLossesAreThoseOfDoublePrecision() {
    assertLossesAgree(tiny().epochs(5).learningRate(1e-2), plain(50));
  }

  @Test
  void theFirstTwentyLossesUnderMseAreThoseOfDoublePrecision() {
    Cvae.Builder mse = tiny().reconstructionLoss(ReconstructionLoss.MSE);
    assertLossesAgree(mse.epochs(5).learningRate(1e-2), labelled(50));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void anyActivationAndDepthLearnsAsInDoublePrecision(Activation activation) {
    Cvae.Builder deep =
        tiny()
            .encoder(Network.mlp(7, 4, 6).activation(activation))
            .decoder(Network.mlp(9).activation(activation));
    assertLossesAgree(deep.epochs(2), labelled(50));
  }

  @Test
  void oneStepOfGradientDescentGoesDownTheGradient() {
    Cvae.Builder sgd = tiny().optimiser(Optimiser.sgd()).learningRate(0.05);
    assertWeightsAgree(sgd, 1, 1e-6);
  }

  @Test
  void momentumRemembersEarlierGradients() {
    Cvae.Builder sgd = tiny().optimiser(Optimiser.sgd().momentum(0.9)).learningRate(0.05);
    assertWeightsAgree(sgd, 8, 1e-5);
  }

  @Test
  void adamsFirstStepIsTheGradientOverItsOwnSizePlusEpsilon() {
    // given: at step one, bias correction makes the moments g and g²
    double rate = 1e-2;
    double epsilon = 1e-2;
    Cvae cvae =
        tiny()
            .batchSize(50)
            .epochs(1)
            .learningRate(rate)
            .optimiser(new Adam(0.8, 0.95, epsilon))
            .build();
    Dataset data = labelled(50);

    // when
    try (GenerativeModel model = cvae.fit(data)) {

      // then
      OracleFit oracle = new OracleFit(model.description(), model.provenance().settings(), data);
      Map<String, double[]> expected = new HashMap<>();
      oracle.model().parameters().forEach((name, values) -> expected.put(name, values.clone()));
      gradientOfFirstEpoch(oracle, model, data)
          .forEach(
              (name, gradient) -> {
                for (int i = 0; i < gradient.length; i++) {
                  double g = gradient[i];
                  Oracle.at(expected, name)[i] -= rate * g / (Math.abs(g) + epsilon);
                }
              });
      assertWeights(expected, weights(model), 1e-6, "after one step of Adam");
    }
  }

  @Test
  void adamsLaterStepsCorrectTheBiasOfBothMoments() {
    assertWeightsAgree(tiny().optimiser(new Adam(0.8, 0.95, 1e-2)), 8, 1e-5);
  }

  /** The gradient of all rows as one batch, in the first epoch's order and with its noise. */
  private static Map<String, double[]> gradientOfFirstEpoch(
      OracleFit oracle, GenerativeModel model, Dataset data) {
    FitTask task = task(model, data);
    int[] order = task.order(1).permutation((int) data.size());
    float[][] noise = new float[order.length][model.description().latent()];
    float[][] rows = new float[order.length][];
    int[] labels = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      rows[i] = data.row(order[i]);
      labels[i] = data.label(order[i]);
      task.noise(1).normals((long) i * noise[i].length, noise[i]);
    }
    return oracle.model().gradient(Dataset.of(rows).labelled(labels, Examples.CLASSES), noise);
  }

  @Test
  void theSameFitTwiceGivesTheSameFile() {
    Cvae cvae = tiny().build();
    assertThat(fileOf(cvae, labelled(50))).isEqualTo(fileOf(cvae, labelled(50)));
  }

  @Test
  void aRebuiltDescriptionGivesTheSameFile() {
    Cvae cvae = tiny().build();
    Cvae again = cvae.toBuilder().build();
    assertThat(fileOf(again, labelled(50))).isEqualTo(fileOf(cvae, labelled(50)));
  }

  @Test
  void anotherSeedGivesAnotherFile() {
    Cvae other = tiny().seed(8).build();
    assertThat(fileOf(other, labelled(50))).isNotEqualTo(fileOf(tiny().build(), labelled(50)));
  }

  @Test
  void theListenerHearsOfEveryBatchAndEpochInOrder() {
    // given
    List<BatchProgress> batches = new ArrayList<>();
    List<EpochProgress> epochs = new ArrayList<>();
    TrainingListener listener =
        TrainingListener.eachBatch(batches::add).andThen(TrainingListener.eachEpoch(epochs::add));

    // when
    try (GenerativeModel model =
        tiny().listener(listener).build().fit(labelled(50), labelled(20))) {

      // then
      assertThat(batches).extracting(BatchProgress::epoch).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
      assertThat(batches)
          .extracting(BatchProgress::batch)
          .containsExactly(1L, 2L, 3L, 4L, 1L, 2L, 3L, 4L);
      assertThat(batches)
          .extracting(progress -> progress.train().examples())
          .containsExactly(16L, 32L, 48L, 50L, 16L, 32L, 48L, 50L);
      assertThat(batches)
          .allSatisfy(
              progress -> {
                assertThat(progress.epochs()).isEqualTo(2);
                assertThat(progress.batches()).isEqualTo(4);
                assertThat(progress.examplesPerSecond()).isPositive().isFinite();
                assertThat(progress.timeLeft()).isGreaterThanOrEqualTo(Duration.ZERO);
              });
      assertThat(batches.get(7).timeLeft()).isEqualTo(Duration.ZERO);
      assertThat(epochs).extracting(EpochProgress::epochs).containsExactly(2, 2);
      assertThat(epochs).extracting(EpochProgress::result).isEqualTo(model.history().epochs());
    }
  }

  @Test
  void theHistoryHasEachEpochsFigures() {
    // given
    List<BatchProgress> batches = new ArrayList<>();
    Dataset validation = labelled(20);
    Cvae cvae = tiny().listener(TrainingListener.eachBatch(batches::add)).build();

    // when
    try (GenerativeModel model = cvae.fit(labelled(50), validation)) {

      // then: the epoch's figures are its last batch's, validation is what evaluate says
      List<EpochResult> epochs = model.history().epochs();
      assertThat(epochs).extracting(EpochResult::epoch).containsExactly(1, 2);
      assertThat(epochs)
          .extracting(EpochResult::train)
          .containsExactly(batches.get(3).train(), batches.get(7).train());
      assertThat(model.history().last().validation()).contains(model.evaluate(validation));
      assertThat(epochs.get(0).validation()).isPresent().isNotEqualTo(epochs.get(1).validation());
    }
  }

  @Test
  void validationDoesNotChangeTheFit() {
    try (GenerativeModel validated = tiny().build().fit(labelled(50), labelled(20));
        GenerativeModel alone = tiny().build().fit(labelled(50))) {
      assertSameWeights(weights(alone), weights(validated));
      assertThat(alone.history().epochs())
          .extracting(EpochResult::validation)
          .containsOnly(Optional.empty());
    }
  }

  @Test
  void aBatchLargerThanTheDataIsTheData() {
    List<Tensor> expected = weightsOf(tiny().batchSize(50).build(), labelled(50));
    assertSameWeights(expected, weightsOf(tiny().batchSize(100_000).build(), labelled(50)));
  }

  @Test
  void aFitToASingleRowWorks() {
    try (GenerativeModel model = tiny().build().fit(labelled(1))) {
      assertThat(model.history().last().train().examples()).isEqualTo(1);
      assertThat(model.evaluate(labelled(1)).elbo()).isFinite();
    }
  }

  @Test
  void aLastBatchOfOneRowCountsAsOne() {
    assertLossesAgree(tiny().batchSize(7), labelled(50));
  }

  @Test
  void stoppedAfterABatchItIsTheModelSoFar() {
    // given
    Dataset data = labelled(50);
    Optimiser smooth = new Adam(0.9, 0.999, 1e-2);
    Cvae cvae = tiny().optimiser(smooth).listener(stopAfterBatches(3)).build();

    // when
    try (GenerativeModel model = cvae.fit(data)) {

      // then
      OracleFit oracle = new OracleFit(model.description(), model.provenance().settings(), data);
      oracle.run(3);
      assertWeights(oracle.model().parameters(), weights(model), 1e-5, "after three steps");
      assertThat(model.history().epochs()).isEmpty();
      assertThat(model.generate(Condition.label(0), 2).size()).isEqualTo(2);
      try (GenerativeModel loaded = load(bytes(model))) {
        assertSameWeights(weights(model), weights(loaded));
      }
    }
  }

  @Test
  void stoppedAfterAnEpochItIsTheModelOfThatEpoch() {
    // given
    TrainingListener stop = TrainingListener.stopWhen(progress -> progress.result().epoch() == 2);

    // when
    try (GenerativeModel stopped = tiny().epochs(9).listener(stop).build().fit(labelled(50));
        GenerativeModel whole = tiny().epochs(2).build().fit(labelled(50))) {

      // then
      assertSameWeights(weights(whole), weights(stopped));
      assertThat(stopped.history().epochs()).isEqualTo(whole.history().epochs());
    }
  }

  @Test
  void whatAListenerThrowsReachesTheCallerAndTheNextFitWorks() {
    // given
    RuntimeException thrown = new IllegalStateException("enough");
    Consumer<Object> throwing =
        progress -> {
          throw thrown;
        };
    Cvae afterABatch = tiny().listener(TrainingListener.eachBatch(throwing)).build();
    Cvae afterAnEpoch = tiny().listener(TrainingListener.eachEpoch(throwing)).build();

    // then
    assertThatThrownBy(() -> afterABatch.fit(labelled(50))).isSameAs(thrown);
    assertThatThrownBy(() -> afterAnEpoch.fit(labelled(50))).isSameAs(thrown);
    assertTheNextFitWorks();
  }

  @Test
  void whatTheDataThrowsReachesTheCallerAndTheNextFitWorks() {
    RuntimeException thrown = new IllegalStateException("the disk is gone");
    DataSource data =
        new Data(labelled(50)) {
          @Override
          public Batches shuffled(RandomStream order) {
            throw thrown;
          }
        };
    assertThatThrownBy(() -> tiny().build().fit(data)).isSameAs(thrown);
    assertTheNextFitWorks();
  }

  @Test
  void anInterruptEndsTheFitAndKeepsTheFlag() {
    // given
    TrainingListener interrupting =
        TrainingListener.eachBatch(progress -> Thread.currentThread().interrupt());
    List<BatchProgress> batches = new ArrayList<>();
    Cvae cvae =
        tiny().listener(interrupting.andThen(TrainingListener.eachBatch(batches::add))).build();

    // when
    Throwable thrown = catchThrowable(() -> cvae.fit(labelled(50)));

    // then
    assertThat(thrown).isInstanceOf(TrainingInterruptedException.class);
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertThat(batches).hasSize(1);
    assertTheNextFitWorks();
  }

  @Test
  void anInterruptedThreadDoesNotBeginAFit() {
    List<BatchProgress> batches = new ArrayList<>();
    Cvae cvae = tiny().listener(TrainingListener.eachBatch(batches::add)).build();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cvae.fit(labelled(50)))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertThat(batches).isEmpty();
  }

  @Test
  void aLossThatIsNoNumberEndsTheFitAndNamesTheStepAndWhatToChange() {
    // given: the first step throws the weights far out, the second one's loss overflows
    List<BatchProgress> batches = new ArrayList<>();
    Cvae cvae =
        tiny()
            .optimiser(Optimiser.sgd())
            .learningRate(1e30)
            .listener(TrainingListener.eachBatch(batches::add))
            .build();

    // then
    assertThatThrownBy(() -> cvae.fit(labelled(50)))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("step 2")
        .hasMessageContaining("learning rate")
        .hasMessageContaining("1.0E30");
    assertThat(batches).hasSize(1);
    assertTheNextFitWorks();
  }

  @Test
  void aLastStepThatRuinsTheWeightsEndsTheFitToo() {
    Cvae cvae =
        tiny().optimiser(Optimiser.sgd()).learningRate(1e300).batchSize(50).epochs(1).build();
    assertThatThrownBy(() -> cvae.fit(labelled(50)))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("learning rate");
  }

  @Test
  void aValidationThatIsNoNumberEndsTheFit() {
    Cvae cvae =
        tiny().optimiser(Optimiser.sgd()).learningRate(1e30).batchSize(50).epochs(1).build();
    assertThatThrownBy(() -> cvae.fit(labelled(50), labelled(20)))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("learning rate");
  }

  @Test
  void aListenerMayFitAnotherModelAndAskIt() {
    // given
    List<byte[]> inner = new ArrayList<>();
    TrainingListener fitting =
        TrainingListener.eachEpoch(
            progress -> {
              try (GenerativeModel other = tiny().seed(3).build().fit(plain(20))) {
                inner.add(Examples.bytes(other));
                assertThat(other.generate(3, 1).size()).isEqualTo(3);
              }
            });

    // when
    List<Tensor> outer = weightsOf(tiny().listener(fitting).build(), labelled(50));

    // then
    assertSameWeights(weightsOf(tiny().build(), labelled(50)), outer);
    byte[] alone = fileOf(tiny().seed(3).build(), plain(20));
    assertThat(inner).hasSize(2).allSatisfy(file -> assertThat(file).isEqualTo(alone));
  }

  @Test
  void theProvenanceSaysWhatTheModelWasFittedTo() {
    Dataset data = labelled(50);
    try (GenerativeModel model = tiny().build().fit(data)) {
      assertThat(model.provenance().data()).isEqualTo("three classes");
      assertThat(model.provenance().examples()).isEqualTo(50);
      assertThat(model.provenance().fingerprint()).isEqualTo(data.fingerprint());
      assertThat(model.provenance().engine()).isNotBlank();
      assertThat(model.provenance().settings())
          .isEqualTo(TrainingSettings.defaults().batchSize(16).epochs(2).seed(7));
    }
  }

  private static void assertTheNextFitWorks() {
    assertLossesAgree(tiny(), labelled(50));
  }

  private static void assertWeightsAgree(Cvae.Builder builder, int steps, double tolerance) {
    Dataset data = labelled(50);
    try (GenerativeModel model = builder.listener(stopAfterBatches(steps)).build().fit(data)) {
      OracleFit oracle = new OracleFit(model.description(), model.provenance().settings(), data);
      oracle.run(steps);
      assertWeights(
          oracle.model().parameters(), weights(model), tolerance, "after " + steps + " steps");
    }
  }

  private static void assertLossesAgree(Cvae.Builder builder, Dataset data) {
    // given
    List<BatchProgress> records = new ArrayList<>();
    Cvae cvae = builder.listener(TrainingListener.eachBatch(records::add)).build();

    // when
    try (GenerativeModel model = cvae.fit(data)) {

      // then
      OracleFit oracle = new OracleFit(model.description(), model.provenance().settings(), data);
      List<OracleFit.Step> expected = oracle.run(Integer.MAX_VALUE);
      List<OracleFit.Step> actual = steps(records);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        OracleFit.Step step = expected.get(i);
        String number = " of step " + (i + 1);
        assertThat(actual.get(i).epoch()).as("epoch" + number).isEqualTo(step.epoch());
        assertThat(actual.get(i).rows()).as("rows" + number).isEqualTo(step.rows());
        assertClose(
            step.logLikelihood(), actual.get(i).logLikelihood(), LOSS, "log-likelihood" + number);
        assertClose(step.kl(), actual.get(i).kl(), LOSS, "KL" + number);
      }
    }
  }

  /** Takes the averages over an epoch so far apart into those of each batch. */
  private static List<OracleFit.Step> steps(List<BatchProgress> records) {
    List<OracleFit.Step> steps = new ArrayList<>();
    Evaluation before = new Evaluation(0, 0, 0, 0);
    for (BatchProgress record : records) {
      before = record.batch() == 1 ? new Evaluation(0, 0, 0, 0) : before;
      Evaluation now = record.train();
      long rows = now.examples() - before.examples();
      double logLikelihood =
          (now.logLikelihood() * now.examples() - before.logLikelihood() * before.examples())
              / rows;
      double kl = (now.kl() * now.examples() - before.kl() * before.examples()) / rows;
      steps.add(new OracleFit.Step(record.epoch(), (int) rows, logLikelihood, kl));
      before = now;
    }
    return steps;
  }

  private static FitTask task(GenerativeModel model, DataSource data) {
    return new FitTask(
        model.description(),
        model.provenance().settings(),
        data,
        Optional.empty(),
        TrainingListener.none(),
        new RuntimeSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of()));
  }
}
