package dev.cvae.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.data.Batch;
import dev.cvae.djl.DjlBackend;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Conv;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.testkit.ConvolutionOracle;
import dev.cvae.testkit.LossExamples;
import dev.cvae.testkit.Oracle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same file gives the same answers as DJL's, whatever is in it. */
class SameAnswersTest {
  private static final int ROWS = 37; // more than a block
  private static final int SAMPLES = 3;
  static final RuntimeSettings HERE =
      new RuntimeSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());

  static IntStream seeds() {
    return IntStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofAModelOfAnyKind(int seed) {
    RandomModels random = new RandomModels(seed);
    compare(random.description(), random);
  }

  static Stream<ModelDescription> eachLossUnderEachPrior() {
    return LossExamples.losses().stream()
        .flatMap(loss -> LossExamples.priors().stream().map(prior -> described(loss, prior)));
  }

  private static ModelDescription described(ReconstructionLoss loss, Prior prior) {
    return new ModelDescription(
        LossExamples.data(loss, 3).shape(),
        LossExamples.data(loss, 3).conditions(),
        3,
        Mlp.of(8, 5),
        Mlp.of(5, 8),
        loss,
        prior,
        FittedScaling.none(),
        Map.of());
  }

  @ParameterizedTest
  @MethodSource
  void eachLossUnderEachPrior(ModelDescription description) {
    compare(description, new RandomModels(1));
  }

  private static void compare(ModelDescription description, RandomModels random) {
    ModelFile file = random.file(description);
    Batch batch = random.batch(description, ROWS);
    try (Networks djl = new DjlBackend().open(file, HERE);
        Networks plain = new RuntimeBackend().open(file, HERE)) {
      compare(djl, plain, description, batch, random);
    }
  }

  private static void compare(
      Networks djl,
      Networks plain,
      ModelDescription description,
      Batch batch,
      RandomModels random) {
    int latent = description.latent();
    int terms = description.prior().factorises() ? latent : 1;
    int parameters = description.reconstructionLoss().parameters(description.features());
    float[] z = random.floats(ROWS * latent, 2);
    float[] noise = random.floats(ROWS * SAMPLES * latent, 2);
    float[] uniform = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      uniform[row] = (row + 0.5f) / ROWS;
    }
    same(
        djl,
        plain,
        "mean of q",
        ROWS * latent,
        (n, out) -> n.encode(batch, out, new float[out.length]));
    same(
        djl,
        plain,
        "log-variance of q",
        ROWS * latent,
        (n, out) -> n.encode(batch, new float[out.length], out));
    same(
        djl,
        plain,
        "mean",
        ROWS * description.features(),
        (n, out) -> n.decode(z, batch.conditions(), ROWS, out));
    same(
        djl,
        plain,
        "parameters",
        ROWS * parameters,
        (n, out) -> n.parameters(z, batch.conditions(), ROWS, out));
    same(
        djl,
        plain,
        "draw from the prior",
        ROWS * latent,
        (n, out) -> n.prior(batch.conditions(), ROWS, uniform, z, out));
    same(djl, plain, "log p(z|c)", ROWS, (n, out) -> n.logPrior(z, batch.conditions(), ROWS, out));
    same(
        djl,
        plain,
        "log-likelihood",
        ROWS,
        (n, out) -> copy(elbo(n, description, batch, z).logLikelihood(), out));
    same(
        djl, plain, "KL", ROWS * terms, (n, out) -> copy(elbo(n, description, batch, z).kl(), out));
    same(
        djl,
        plain,
        "the ELBO's mean of q",
        ROWS * latent,
        (n, out) -> copy(elbo(n, description, batch, z).mean(), out));
    same(
        djl,
        plain,
        "the ELBO's log-variance of q",
        ROWS * latent,
        (n, out) -> copy(elbo(n, description, batch, z).logVariance(), out));
    same(
        djl,
        plain,
        "log-weights",
        ROWS * SAMPLES,
        (n, out) -> n.logWeights(batch, SAMPLES, noise, out));
    List<Tensor> expected = djl.weights();
    List<Tensor> actual = plain.weights();
    assertThat(actual).hasSameSizeAs(expected);
    for (Tensor tensor : expected) {
      assertThat(actual)
          .filteredOn(one -> one.name().equals(tensor.name()))
          .singleElement()
          .satisfies(one -> assertThat(one.values()).isEqualTo(tensor.values()))
          .satisfies(one -> assertThat(one.shape()).isEqualTo(tensor.shape()));
    }
  }

  private static ElboTerms elbo(
      Networks networks, ModelDescription description, Batch batch, float[] noise) {
    ElboTerms terms = new ElboTerms(description, ROWS);
    networks.elbo(batch, noise, terms);
    return terms;
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** One question to networks. */
  private interface Question {
    void ask(Networks networks, float[] out);
  }

  private static void same(
      Networks djl, Networks plain, String what, int count, Question question) {
    float[] expected = new float[count];
    float[] actual = new float[count];
    question.ask(djl, expected);
    question.ask(plain, actual);
    for (int i = 0; i < count; i++) {
      float tolerance = 1e-4f * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("%s[%d]", what, i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void multiLayerPerceptronsAreTheDefinitionInDoublePrecision() {
    RandomModels random = new RandomModels(5);
    ModelDescription description = described(ReconstructionLoss.BCE, Prior.STANDARD_NORMAL);
    ModelFile file = random.file(description);
    Batch batch = random.batch(description, ROWS);
    Oracle oracle = new Oracle(description, file.tensors());
    checkEncoder(file, batch, (x, row) -> oracle.encode(x, batch.conditions().row(row)));
  }

  @Test
  void convolutionsAreTheDefinitionInDoublePrecision() {
    for (int seed = 0; seed < 200; seed++) {
      RandomModels random = new RandomModels(seed);
      ModelDescription description = random.description();
      if (description.encoder() instanceof Conv
          && description.decoder() instanceof Conv
          && description.conditions().isEmpty()) {
        ModelFile file = random.file(description);
        Batch batch = random.batch(description, ROWS);
        ConvolutionOracle oracle = new ConvolutionOracle(description, file.tensors());
        checkEncoder(file, batch, (x, row) -> oracle.encode(x, batch.conditions().row(row)));
      }
    }
  }

  /** The posterior of one row. */
  private interface Posterior {
    Oracle.Normal of(float[] x, int row);
  }

  private static void checkEncoder(ModelFile file, Batch batch, Posterior posterior) {
    int latent = file.description().latent();
    float[] mean = new float[ROWS * latent];
    float[] logVariance = new float[ROWS * latent];
    try (Networks plain = new RuntimeBackend().open(file, HERE)) {
      plain.encode(batch, mean, logVariance);
    }
    float[] x = new float[file.description().features()];
    for (int row = 0; row < ROWS; row++) {
      batch.x().get(row * x.length, x);
      Oracle.Normal expected = posterior.of(x, row);
      for (int i = 0; i < latent; i++) {
        assertThat((double) mean[row * latent + i]).isCloseTo(expected.mean()[i], within(1e-5));
        assertThat((double) logVariance[row * latent + i])
            .isCloseTo(expected.logVariance()[i], within(1e-5));
      }
    }
  }
}
