package dev.cvae.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.BackendException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.testkit.LossExamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this backend opens, what it refuses, and which of two is taken. */
class OpeningTest {
  private static final Dataset DATA = LossExamples.data(ReconstructionLoss.BCE, 60);

  @TempDir static Path folder;
  static Path file;

  @BeforeAll
  static void fit() {
    file = folder.resolve("model.safetensors");
    try (GenerativeModel model =
        Cvae.builder().latent(2).hidden(8).epochs(2).batchSize(16).build().fit(DATA)) {
      assertThat(model).asString().contains("PyTorch"); // this backend fits nothing
      model.save(file);
    }
  }

  private static GenerativeModel load(LoadOptions options) {
    return GenerativeModel.load(file, options);
  }

  @Test
  void ofTwoBackendsThisOneOpensUnlessAnotherOrAnEngineIsNamed() {
    LoadOptions options = LoadOptions.defaults();
    try (GenerativeModel byDefault = GenerativeModel.load(file);
        GenerativeModel named = load(options.backend("RUNTIME"));
        GenerativeModel onCpu = load(options.device("CPU"));
        GenerativeModel other = load(options.backend("djl"));
        GenerativeModel onEngine = load(options.engine("PyTorch"))) {
      assertThat(byDefault).asString().endsWith("on Java " + Runtime.version().feature());
      assertThat(named).asString().contains("on Java");
      assertThat(onCpu).asString().contains("on Java");
      assertThat(other).asString().contains("PyTorch");
      assertThat(onEngine).asString().contains("PyTorch");
    }
  }

  @Test
  void anEngineOrADeviceItDoesNotHaveIsRefused() {
    LoadOptions named = LoadOptions.defaults().backend("runtime");
    assertThatThrownBy(() -> load(named.engine("PyTorch")))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "no backend can open this model on engine PyTorch; on the class path: djl, runtime;"
                + " the backend asked for is runtime");
    assertThatThrownBy(() -> load(named.device("gpu"))).isInstanceOf(BackendException.class);
  }

  @Test
  void aLoadedModelAnswersAsTheOtherBackendsDoes() {
    try (GenerativeModel plain = GenerativeModel.load(file);
        GenerativeModel djl = load(LoadOptions.defaults().backend("djl"))) {
      float[][] latents = plain.generate(Condition.label(1), 50, 4).latents();
      assertThat(latents).isDeepEqualTo(djl.generate(Condition.label(1), 50, 4).latents());
      assertThat(plain.evaluate(DATA).elbo()).isCloseTo(djl.evaluate(DATA).elbo(), within(1e-4));
      assertThat(plain.logLikelihood(DATA, 7, 0).mean())
          .isCloseTo(djl.logLikelihood(DATA, 7, 0).mean(), within(1e-4));
    }
  }

  @Test
  void aLoadedModelIsSavedAsTheSameBytes() throws Exception {
    Path copy = folder.resolve("copy.safetensors");
    try (GenerativeModel model = GenerativeModel.load(file)) {
      model.save(copy);
    }
    assertThat(copy).hasSameBinaryContentAs(file);
    Files.delete(copy);
  }

  @Test
  void weightsAreCopies() {
    RandomModels random = new RandomModels(0);
    ModelFile of = random.file(random.description());
    try (Networks networks = new RuntimeBackend().open(of, SameAnswersTest.HERE)) {
      float[] before = networks.weights().get(0).values().clone();
      networks.weights().get(0).values()[0] = 77;
      of.tensors().get(0).values()[0] = 77;
      assertThat(networks.weights().get(0).values()).isEqualTo(before);
    }
  }

  @Test
  void aClosedModelSaysSo() {
    GenerativeModel model = GenerativeModel.load(file);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.generate(Condition.label(1), 1))
        .isInstanceOf(ModelClosedException.class);
  }

  @Test
  void ownNetworksAreRefusedByName() {
    record Own(String name) implements CustomNetwork {}
    ModelFile known = ModelFile.read(file);
    for (boolean encoder : new boolean[] {true, false}) {
      Network own = new Own("mine");
      ModelDescription description =
          described(known, encoder ? own : Mlp.of(8), encoder ? Mlp.of(8) : own);
      assertThat(new RuntimeBackend().opens(description, SameAnswersTest.HERE)).isFalse();
      ModelFile refused = known.withDescription(description);
      assertThatThrownBy(() -> new RuntimeBackend().open(refused, SameAnswersTest.HERE))
          .isInstanceOf(BackendException.class)
          .hasMessage(
              "the %s must be a built-in network for the backend runtime, was the own network \"mine\""
                  .formatted(encoder ? "encoder" : "decoder"));
      Path path = folder.resolve("own.safetensors");
      refused.write(path);
      assertThatThrownBy(
              () -> GenerativeModel.load(path, LoadOptions.defaults().backend("runtime")))
          .isInstanceOf(BackendException.class)
          .hasMessage(
              "no backend can open this model with the own network \"mine\";"
                  + " on the class path: djl, runtime; the backend asked for is runtime");
    }
  }

  private static ModelDescription described(ModelFile known, Network encoder, Network decoder) {
    ModelDescription old = known.description();
    return new ModelDescription(
        old.shape(),
        old.conditions(),
        old.latent(),
        encoder,
        decoder,
        old.reconstructionLoss(),
        old.prior());
  }

  @Test
  void anOwnLossWorksByItsFormulasInJava() {
    ModelFile known = ModelFile.read(file);
    ModelDescription description = known.description().withReconstructionLoss(new Halved());
    ModelFile own = known.withDescription(description);
    Path path = folder.resolve("loss.safetensors");
    own.write(path);
    LoadOptions supplied = LoadOptions.defaults().reconstructionLoss(new Halved());
    try (GenerativeModel model = GenerativeModel.load(path, supplied.backend("runtime"))) {
      float[] row = model.generate(Condition.label(0), 1, 0).rows()[0];
      assertThat(row).containsOnly(0.5f);
      assertThat(model.evaluate(DATA).logLikelihood()).isEqualTo(-3);
    }
  }

  /** Believes in a half, and in nothing else, with a log-probability of −3. */
  private record Halved() implements CustomLoss {
    @Override
    public String name() {
      return "halved";
    }

    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public double logProbability(float[] x, double[] parameters) {
      return -3;
    }

    @Override
    public void mean(double[] parameters, float[] mean) {
      Arrays.fill(mean, 0.5f);
    }

    @Override
    public void draw(double[] parameters, RandomStream random, long position, float[] x) {
      mean(parameters, x);
    }
  }

  @Test
  void aFileWhoseTensorsAreNotItsDescriptionsIsRefused() {
    ModelFile known = ModelFile.read(file);
    List<Tensor> tensors = known.tensors();
    List<Tensor> more = new ArrayList<>(tensors);
    more.add(new Tensor("decoder.more", new int[] {1}, new float[1]));
    List<Tensor> other = new ArrayList<>(tensors);
    other.set(0, new Tensor(tensors.get(0).name(), new int[] {1}, new float[1]));
    assertThatThrownBy(() -> open(known, more))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("decoder.more");
    assertThatThrownBy(() -> open(known, tensors.subList(1, tensors.size())))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file lacks [" + tensors.get(0).name() + "]");
    assertThatThrownBy(() -> open(known, other))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(tensors.get(0).name() + " has shape [1], and the model's");
  }

  private static void open(ModelFile known, List<Tensor> tensors) {
    ModelFile changed = known.withTensors(tensors);
    new RuntimeBackend().open(changed, SameAnswersTest.HERE).close();
  }

  @Test
  void itFitsNothing() {
    assertThat(new RuntimeBackend().fits(ModelFile.read(file).description())).isFalse();
  }

  static RuntimeSettings threads(int count) {
    return new RuntimeSettings(
        Optional.empty(), Optional.empty(), OptionalInt.of(count), List.of());
  }
}
