package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertSameWeights;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.mislabelled;
import static dev.cvae.testkit.Examples.stopAfterBatches;
import static dev.cvae.testkit.Examples.tiny;
import static dev.cvae.testkit.Examples.weights;
import static dev.cvae.testkit.Examples.weightsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Checkpoint;
import dev.cvae.scaling.Scaling;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.Optimiser;
import dev.cvae.training.TrainingHistory.End;
import dev.cvae.training.TrainingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit that was broken off and resumed is the fit that never was; a fit may begin from a file. */
abstract class ResumingContract {
  private static final Dataset DATA = labelled(50);
  private static final Dataset VALIDATION = labelled(20);

  @TempDir private Path folder;

  static Stream<Cvae.Builder> fits() {
    return Stream.of(
        tiny(),
        tiny().optimiser(Optimiser.adamW()).clipGradientNorm(0.3),
        tiny().optimiser(Optimiser.sgd().momentum(0.9)).learningRate(0.01),
        tiny().optimiser(Optimiser.rmsProp().momentum(0.5)).clipGradientNorm(0.3),
        tiny()
            .learningRateSchedule(
                LearningRateSchedule.warmUp(3, LearningRateSchedule.plateau(0.5, 1)))
            .steps(11));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void fromWhicheverStepItIsResumedTheFileIsTheSame(Cvae.Builder builder) {
    // given
    byte[] expected = fileOf(builder.epochs(3).build());
    Cvae cvae = builder.checkpoints(everyStep()).build();
    fileOf(cvae);
    List<Path> files = Checkpoints.files(folder);
    assertThat(files).hasSizeBetween(10, 12);

    // then
    for (Path file : files) {
      try (GenerativeModel resumed = cvae.resume(file, DATA)) {
        assertThat(bytes(resumed)).as("from " + file.getFileName()).isEqualTo(expected);
      }
    }
  }

  @Test
  void bestWeightsAndEarlyStoppingGoOnWhereTheyWere() {
    // given: the validation gets worse once the model knows the labels
    Dataset validation = mislabelled(30);
    Cvae.Builder twelve = tiny().epochs(12).learningRate(0.05).bestWeights(true).earlyStopping(4);
    Cvae cvae = twelve.checkpoints(Checkpoints.in(folder).everySteps(5).keep(99)).build();
    byte[] expected;
    try (GenerativeModel whole = cvae.fit(DATA, validation)) {
      expected = bytes(whole);
      assertThat(whole.history().end()).contains(End.EARLY_STOPPING);
    }

    // then
    for (Path file : Checkpoints.files(folder)) {
      try (GenerativeModel resumed = cvae.resume(file, DATA, validation)) {
        assertThat(bytes(resumed)).as("from " + file.getFileName()).isEqualTo(expected);
      }
    }
  }

  @Test
  void afterACrashTheFolderIsEnough() {
    // given
    Cvae.Builder builder = tiny().checkpoints(Checkpoints.in(folder).everySteps(2));
    byte[] expected = fileOf(tiny().build());
    RuntimeException crash = new IllegalStateException("crash");
    int[] batches = {0};
    TrainingListener crashing =
        TrainingListener.eachBatch(
            progress -> {
              if (++batches[0] == 7) {
                throw crash;
              }
            });
    assertThatThrownBy(() -> builder.listener(crashing).build().fit(DATA)).isSameAs(crash);

    // when
    Cvae cvae = builder.listener(TrainingListener.none()).build();
    try (GenerativeModel resumed = cvae.resume(folder, DATA)) {

      // then
      assertThat(bytes(resumed)).isEqualTo(expected);
    }
  }

  @Test
  void aListenerHearsOfTheBatchesThatAreLeft() {
    // given
    Cvae.Builder builder = tiny().checkpoints(everyStep());
    fileOf(builder.build());
    List<String> heard = new ArrayList<>();
    TrainingListener hearing =
        TrainingListener.eachBatch(p -> heard.add(p.epoch() + "." + p.batch()))
            .andThen(TrainingListener.eachEpoch(p -> heard.add("epoch " + p.result().epoch())));

    // when: six of eight steps are done
    Path sixth = Checkpoints.in(folder).file(6);
    builder.listener(hearing).build().resume(sixth, DATA).close();

    // then
    assertThat(heard).containsExactly("2.3", "2.4", "epoch 2");
  }

  @Test
  void aCheckpointIsAModelFileOfTheModelSoFar() {
    fileOf(tiny().checkpoints(everyStep()).build());
    try (GenerativeModel soFar = GenerativeModel.load(Checkpoints.in(folder).file(5));
        GenerativeModel stopped = tiny().listener(stopAfterBatches(5)).build().fit(DATA)) {
      assertSameWeights(weights(stopped), weights(soFar));
      assertThat(soFar.generate(Condition.label(1), 3).size()).isEqualTo(3);
      assertThat(soFar.history().epochs()).isEqualTo(stopped.history().epochs());
      assertThat(soFar.history().end()).isEmpty();
    }
  }

  @Test
  void theLastFewAreKept() {
    Checkpoints setting = Checkpoints.in(folder).everySteps(2).keep(2);
    fileOf(tiny().checkpoints(setting).build());
    assertThat(Checkpoints.files(folder)).containsExactly(setting.file(6), setting.file(8));
    assertThat(Checkpoint.read(setting.file(8)).state().steps()).isEqualTo(8);
  }

  @Test
  void checkpointsDoNotChangeTheModel() {
    Cvae often = tiny().checkpoints(Checkpoints.in(folder).every(Duration.ofNanos(1))).build();
    assertThat(fileOf(often)).isEqualTo(fileOf(tiny().build()));
    assertThat(Checkpoints.files(folder)).hasSize(3);
  }

  @Test
  void aNewFitDoesNotWriteIntoTheFolderOfAnOldOne() {
    Cvae cvae = tiny().checkpoints(everyStep()).build();
    fileOf(cvae);
    assertThatThrownBy(() -> cvae.fit(DATA))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("resume")
        .hasMessageContaining("checkpoint-00000008.safetensors");
  }

  @Test
  void whatIsNotTheSameFitIsNotResumed() {
    // given
    Cvae.Builder builder = tiny().checkpoints(everyStep());
    fileOf(builder.build());

    // then
    assertThatThrownBy(() -> builder.learningRate(0.5).build().resume(folder, DATA))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("learning_rate is 0.001 in the file, and 0.5 here");
    Cvae.Builder scaled = builder.build().toBuilder().learningRate(1e-3);
    assertThatThrownBy(() -> scaled.scaling(Scaling.minMax()).build().resume(folder, DATA))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("scaling");
    Cvae.Builder blanking = builder.build().toBuilder().learningRate(1e-3);
    assertThatThrownBy(() -> blanking.conditionDropout(0.1).build().resume(folder, DATA))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("dropout");
    assertThatThrownBy(() -> builder.learningRate(1e-3).latent(3).build().resume(folder, DATA))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("latent is 2 in the file, and 3 here");
    Cvae same = builder.latent(2).build();
    Dataset other = labelled(51).filter(row -> row > 0);
    assertThatThrownBy(() -> same.resume(folder, other))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContainingAll(DATA.fingerprint(), other.fingerprint());
    assertThatThrownBy(() -> same.resume(folder, DATA, VALIDATION))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContainingAll("validation", "(none)", VALIDATION.fingerprint());
  }

  @Test
  void whereThereIsNoCheckpointThereIsNothingToResume() {
    Cvae cvae = tiny().build();
    assertThatThrownBy(() -> cvae.resume(folder, DATA))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("has no checkpoint");
    Path model = folder.resolve("model.safetensors");
    try (GenerativeModel fitted = cvae.fit(DATA)) {
      fitted.save(model);
    }
    assertThatThrownBy(() -> cvae.resume(model, DATA))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("cvae.checkpoint");
  }

  @Test
  void aFitMayBeginWithTheWeightsOfAModel() {
    // given: the file knows latent and networks, and other data lack a class
    Path file = folder.resolve("model.safetensors");
    try (GenerativeModel model = tiny().build().fit(DATA)) {
      model.save(file);
      Dataset some = labelled(60).withLabel(0, 2);
      Cvae.Builder more =
          Cvae.builder().startFrom(file).optimiser(Optimiser.sgd()).epochs(1).batchSize(16);

      // then
      assertSameWeights(weights(model), weightsOf(more.learningRate(1e-300).build(), some));
      try (GenerativeModel fitted = more.learningRate(0.01).build().fit(some)) {
        assertThat(fitted.evaluate(some).elbo()).isGreaterThan(model.evaluate(some).elbo());
        assertThat(fitted.description()).isEqualTo(model.description());
      }
      assertThatThrownBy(() -> more.latent(5).build().fit(some))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("latent is 2 in the file, and 5 here");
    }
  }

  private Checkpoints everyStep() {
    return Checkpoints.in(folder).everySteps(1).keep(99);
  }

  private static byte[] fileOf(Cvae cvae) {
    return Examples.fileOf(cvae, DATA);
  }
}
