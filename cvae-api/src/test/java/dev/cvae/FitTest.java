package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.Sampler;
import dev.cvae.spi.FitTask;
import dev.cvae.training.Adam;
import dev.cvae.training.Optimiser;
import dev.cvae.training.Sgd;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds every backend's fit and opening, with a backend of the test's own. */
class FitTest {
  @TempDir private Path folder;
  private ClassPath classPath;

  private final Dataset data = Models.data(60).named("sixty");
  private final Cvae tiny = Cvae.builder().latent(3).epochs(2).seed(5).build();

  @BeforeEach
  void addBackend() {
    classPath = ClassPath.withBackend(folder);
    LinearBackend.lastTask = null;
  }

  @AfterEach
  void removeBackend() {
    classPath.close();
  }

  @Test
  void aSamplerThatCouldNotBeFittedIsRefusedBeforeTheTraining() {
    Cvae sampled = tiny.toBuilder().sampler(Sampler.gaussianMixture()).build();
    assertThatThrownBy(() -> sampled.fit(data))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "sampler gaussian-mixture must have a condition with at least 20 rows, had 60 rows under 5 conditions");
    assertThat(LinearBackend.lastTask).isNull();
  }

  @Test
  void validationDataThatDoNotCountAreRefusedBeforeTheTraining() {
    float[] weights = new float[60];
    weights[0] = 1;
    Dataset weighted = data.weighted(weights);
    assertThatThrownBy(() -> tiny.fit(weighted, weighted.filter(row -> row > 9)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("validation data must have a row of positive weight, had none (sixty)");
    assertThat(LinearBackend.lastTask).isNull();
  }

  @Test
  void aBatchHasRoomForEachZ() {
    Cvae large = tiny.toBuilder().objective(Objective.iwae(10_000)).latent(1 << 20).build();
    assertThatThrownBy(() -> large.fit(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "batchSize must give batches of less than 2^29 values, with 1048576 a row for each of 10000 z, was 128");
  }

  @Test
  void theDefaultsAreTheArticles() {
    try (GenerativeModel model = Cvae.builder().latent(256).build().fit(data)) {
      assertThat(model.description())
          .isEqualTo(
              new ModelDescription(
                  Models.SHAPE,
                  ConditionSchema.label(5),
                  256,
                  Mlp.of(512, 512),
                  Mlp.of(512, 512),
                  ReconstructionLoss.BCE,
                  Prior.STANDARD_NORMAL));
      assertThat(model.provenance().settings())
          .isEqualTo(
              TrainingSettings.defaults()
                  .optimiser(new Adam(0.9, 0.999, 1e-8))
                  .learningRate(1e-3)
                  .batchSize(128)
                  .epochs(10)
                  .seed(0));
      assertThat(((Mlp) model.description().encoder()).activation()).isEqualTo(Activation.RELU);
      assertThat(LinearBackend.lastTask.runtime().engine()).isEmpty();
      assertThat(LinearBackend.lastTask.runtime().threads()).isEqualTo(OptionalInt.empty());
    }
  }

  @Test
  void everySettingReachesTheBackendAndTheLastCallWins() {
    // given
    Cvae.Builder builder =
        Cvae.builder()
            .latent(9)
            .latent(3)
            .hidden(7, 5)
            .reconstructionLoss(ReconstructionLoss.MSE)
            .optimiser(Optimiser.sgd())
            .learningRate(0.5)
            .batchSize(16)
            .epochs(1)
            .seed(-1)
            .engine("MXNet")
            .device("gpu:1")
            .threads(2);

    // when
    builder.build().fit(data.unlabelled()).close();

    // then: the decoder's layers are the encoder's in reverse
    ModelDescription description = LinearBackend.lastTask.description();
    assertThat(description.latent()).isEqualTo(3);
    assertThat(description.encoder()).isEqualTo(Mlp.of(7, 5));
    assertThat(description.decoder()).isEqualTo(Mlp.of(5, 7));
    assertThat(description.conditions().isEmpty()).isTrue();
    assertThat(description.reconstructionLoss()).isEqualTo(ReconstructionLoss.MSE);
    assertThat(LinearBackend.lastTask.settings())
        .isEqualTo(
            TrainingSettings.defaults()
                .optimiser(new Sgd(0, 0))
                .learningRate(0.5)
                .batchSize(16)
                .epochs(1)
                .seed(-1));
    assertThat(LinearBackend.lastTask.runtime().engine()).hasValue("MXNet");
    assertThat(LinearBackend.lastTask.runtime().device()).hasValue("gpu:1");
    assertThat(LinearBackend.lastTask.runtime().threads()).hasValue(2);
    assertThat(LinearBackend.lastTask.validation()).isEmpty();
  }

  @Test
  void anEncoderOfItsOwnTakesPrecedenceOverHiddenWhateverTheOrder() {
    tiny.toBuilder()
        .encoder(Network.mlp(4).activation(Activation.TANH))
        .hidden(7, 5)
        .build()
        .fit(data)
        .close();

    ModelDescription description = LinearBackend.lastTask.description();
    assertThat(description.encoder()).isEqualTo(Mlp.of(4).activation(Activation.TANH));
    assertThat(description.decoder()).isEqualTo(Mlp.of(5, 7));
  }

  @Test
  void builderAndDescriptionsGoTheirOwnWays() {
    // given
    Cvae.Builder builder = Cvae.builder().latent(3).epochs(1);
    Cvae first = builder.build();
    Cvae.Builder copy = first.toBuilder();

    // when
    builder.latent(4);
    copy.latent(5).seed(9);

    // then
    assertThat(latentAndSeed(first)).containsExactly(3, 0);
    assertThat(latentAndSeed(builder.build())).containsExactly(4, 0);
    assertThat(latentAndSeed(copy.build())).containsExactly(5, 9);
  }

  @Test
  void theModelKnowsWhereItComesFrom() {
    try (GenerativeModel model = tiny.fit(data, Models.data(20))) {
      assertThat(model.provenance().data()).isEqualTo("sixty");
      assertThat(model.provenance().examples()).isEqualTo(60);
      assertThat(model.provenance().fingerprint()).isEqualTo(data.fingerprint());
      assertThat(model.provenance().engine()).isEqualTo("Linear 1.0");
      assertThat(model.history().epochs()).hasSize(2);
      assertThat(model.history().last().train()).isEqualTo(model.evaluate(data, 2));
      assertThat(model.history().last().validation()).hasValue(model.evaluate(Models.data(20)));
    }
  }

  @Test
  void aListenerThatStopsKeepsTheModelSoFar() {
    Cvae stopping =
        tiny.toBuilder()
            .epochs(50)
            .listener(TrainingListener.stopWhen(e -> e.result().epoch() == 3))
            .build();

    try (GenerativeModel model = stopping.fit(data)) {
      assertThat(model.history().epochs()).hasSize(3);
      assertThat(model.provenance().settings().epochs()).isEqualTo(50);
    }
  }

  @Test
  void twoFitsGiveModelsOfTheirOwnWithTheSameBytes() {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    try (GenerativeModel one = tiny.fit(data);
        GenerativeModel other = tiny.fit(data)) {
      one.save(first);
      other.save(second);
      assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    }
  }

  @Test
  void aSavedModelIsLoadedFromPathStreamAndClassPathAndSavesTheSameBytes() throws Exception {
    // given
    Path file = folder.resolve("m.safetensors");
    float[][] expected;
    try (GenerativeModel model = tiny.fit(data)) {
      expected = model.generate(Condition.label(1), 4, 7).rows();
      model.save(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    LoadOptions options = LoadOptions.defaults().engine("MXNet").device("cpu").threads(3);

    // when
    try (GenerativeModel fromPath = GenerativeModel.load(file);
        GenerativeModel fromStream =
            GenerativeModel.load(new ByteArrayInputStream(bytes), options)) {
      // then
      for (GenerativeModel loaded : new GenerativeModel[] {fromPath, fromStream}) {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        loaded.save(again);
        assertThat(again.toByteArray()).isEqualTo(bytes);
        assertThat(loaded.generate(Condition.label(1), 4, 7).rows()).isDeepEqualTo(expected);
        assertThat(loaded.history().epochs()).hasSize(2);
      }
      assertThat(LinearBackend.lastRuntime.engine()).hasValue("MXNet");
      assertThat(LinearBackend.lastRuntime.device()).hasValue("cpu");
      assertThat(LinearBackend.lastRuntime.threads()).hasValue(3);
    }
  }

  @Test
  void aResourceThatIsMissingOrNoModelIsNamed() {
    assertThatThrownBy(() -> GenerativeModel.loadResource(FitTest.class, "none.safetensors"))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("no resource none.safetensors beside dev.cvae.FitTest");
    assertThatThrownBy(() -> GenerativeModel.loadResource(FitTest.class, "FitTest.class"))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("not a model file");
  }

  @Test
  void dataThatTheLossDoesNotTakeIsRefusedBeforeTheBackendIsAsked() {
    Dataset grey = Dataset.of(new float[][] {{0, 1}, {0, 1.5f}});
    Dataset broken = Dataset.of(new float[][] {{0, Float.NEGATIVE_INFINITY}});

    assertThatThrownBy(() -> tiny.fit(grey))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "data under BCE must lie in [0.0, 1.0] in row 1, column 1, was 1.5;"
                + " scaling(Scaling.minMax()) brings values there, and ReconstructionLoss.MSE takes any");
    assertThatThrownBy(
            () -> tiny.toBuilder().reconstructionLoss(ReconstructionLoss.MSE).build().fit(broken))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must be finite in row 0, column 1, was -Infinity");
    assertThat(LinearBackend.lastTask).isNull();
    tiny.toBuilder().reconstructionLoss(ReconstructionLoss.MSE).build().fit(grey).close();
  }

  @Test
  void validationDataThatDoesNotFitIsRefusedBeforeTheBackendIsAsked() {
    assertThatThrownBy(() -> tiny.fit(data, data.unlabelled()))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("validation data has no condition, and the training data has label 0..4");
    assertThatThrownBy(() -> tiny.fit(data, Dataset.of(new float[1][4], new int[1])))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("validation data must have the training data's shape 2×2, had 4");
    assertThatThrownBy(() -> tiny.fit(data, data.first(1).labelled(new int[] {7})))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has label 7 in row 0, but the model was fitted with label 0..4");
    assertThat(LinearBackend.lastTask).isNull();
  }

  @Test
  void layersAndBatchesBeyondAnyMemoryAreRefusedBeforeTheBackendIsAsked() {
    Dataset wide = Dataset.of(new float[1][4096], new int[1]);

    assertThatThrownBy(() -> tiny.toBuilder().hidden(1 << 20).build().fit(wide))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("each layer of the encoder must have less than 2^31 weights, was ");
    assertThatThrownBy(() -> tiny.toBuilder().latent(1 << 20).hidden(1 << 12).build().fit(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("each layer of the ");
    // a batch larger than the data is simply the data
    tiny.toBuilder().batchSize(1 << 20).build().fit(data).close();
  }

  @Test
  void aModelThatNoBackendKnowsNamesThoseThereAre() {
    CustomNetwork own = () -> "conv";

    assertThatThrownBy(() -> tiny.toBuilder().encoder(own).build().fit(data))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "no backend can fit this model; on the class path: linear;"
                + " add dev.cvae:cvae-djl-pytorch (or dev.cvae:cvae-djl-mxnet)");
  }

  private int[] latentAndSeed(Cvae cvae) {
    cvae.fit(data).close();
    return new int[] {
      LinearBackend.lastTask.description().latent(), (int) LinearBackend.lastTask.settings().seed()
    };
  }

  @Test
  void stepsOrATimeLimitAloneLiftTheUsualTenEpochs() {
    int most = 1 << 20;
    assertThat(settingsOf(Cvae.builder().latent(3).epochs(2)).epochs()).isEqualTo(2);
    assertThat(settingsOf(Cvae.builder().latent(3).epochs(2).steps(9)).epochs()).isEqualTo(2);
    assertThat(settingsOf(Cvae.builder().latent(3).steps(9).epochs(2)).epochs()).isEqualTo(2);
    FitTask task = taskOf(Cvae.builder().latent(3).batchSize(8).steps(9).earlyStopping(1));
    assertThat(task.settings().epochs()).isEqualTo(most);
    assertThat(task.steps()).isEqualTo(9);
    assertThat(task.epochs()).isEqualTo((9 + task.batchesPerEpoch() - 1) / task.batchesPerEpoch());
  }

  @Test
  void whatLooksAtTheValidationNeedsOne() {
    String rule = " must have validation data, as fit(train, validation) or validationSplit(0.1)";
    Cvae stopping = tiny.toBuilder().earlyStopping(3).build();
    assertThatThrownBy(() -> stopping.fit(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("earlyStopping" + rule);
    Cvae best = tiny.toBuilder().bestWeights(true).build();
    assertThatThrownBy(() -> best.fit(data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("bestWeights" + rule + ", was true");
  }

  @Test
  void aSplitNeedsRowsInMemoryThatAreEnoughAndNoOtherValidation() {
    Cvae split = tiny.toBuilder().validationSplit(0.01).build();
    assertThatThrownBy(() -> split.fit(data, data))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "validationSplit must not be set for a fit that is given validation data, was 0.01");
    assertThatThrownBy(() -> split.fit(data.first(10)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("validationSplit must leave both of two parts of 10 rows one, was 0.01");
  }

  private static TrainingSettings settingsOf(Cvae.Builder builder) {
    return taskOf(builder).settings();
  }

  private static FitTask taskOf(Cvae.Builder builder) {
    Dataset data = Models.data(20);
    TrainingListener stop = TrainingListener.stopWhen(epoch -> true);
    builder.listener(stop).build().fit(data, data).close();
    return LinearBackend.lastTask;
  }
}
