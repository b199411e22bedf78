package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.BackendException;
import dev.cvae.error.ModelFileException;
import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.testkit.LossExamples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reconstruction loss of one's own. */
class OwnLossTest {
  private static final Laplace LAPLACE = new Laplace();
  private static final Dataset DATA = LossExamples.data(ReconstructionLoss.MSE, 60);

  private static GenerativeModel fitted(ReconstructionLoss loss, int epochs) {
    return described(loss, epochs).fit(DATA);
  }

  private static Cvae described(ReconstructionLoss loss, int epochs) {
    return Cvae.builder()
        .latent(2)
        .hidden(8)
        .batchSize(16)
        .learningRate(1e-2)
        .epochs(epochs)
        .reconstructionLoss(loss)
        .build();
  }

  private static InputStream file(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Test
  void itIsTheOneThatTheDocsShow() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/cvae/djl/Laplace.java"));
    assertThat(Files.readString(Path.of("../docs/own-blocks.md")))
        .contains(source.substring(source.indexOf("public record")));
  }

  @Test
  void itsArraysSayWhatItsPlainJavaSays() {
    float[][] x = {{0.5f, -2, 3}, {0, 0, 0}};
    float[][] mean = {{1, -1, 0.25f}, {0, 1, -1}};
    try (NDManager manager = Engines.newManager()) {
      float[] logs = LAPLACE.logProbability(manager.create(x), manager.create(mean)).toFloatArray();
      for (int row = 0; row < 2; row++) {
        double[] parameters = {mean[row][0], mean[row][1], mean[row][2]};
        assertThat((double) logs[row])
            .isCloseTo(LAPLACE.logProbability(x[row], parameters), within(1e-5));
      }
    }
  }

  @Test
  void aFitUnderItRaisesItsBoundAndGeneratesMeansAndDraws() {
    try (GenerativeModel little = fitted(LAPLACE, 1);
        GenerativeModel more = fitted(LAPLACE, 40)) {
      assertThat(more.evaluate(DATA).elbo()).isGreaterThan(little.evaluate(DATA).elbo() + 0.1);

      // then: draws lie around the means as the loss draws
      GenerationRequest request = GenerationRequest.of(Condition.label(1), 4).seed(3);
      float[][] means = more.generate(request).rows();
      float[][] draws = more.generate(request.draws()).rows();
      RandomStream random = RandomStream.of(3).split("data");
      for (int row = 0; row < 4; row++) {
        double[] parameters = new double[LossExamples.FEATURES];
        for (int i = 0; i < parameters.length; i++) {
          parameters[i] = means[row][i];
        }
        float[] expected = new float[LossExamples.FEATURES];
        LAPLACE.draw(parameters, random, (long) row * LossExamples.FEATURES, expected);
        assertThat(draws[row]).isEqualTo(expected);
      }
    }
  }

  @Test
  void aFileNamesItAndWhoLoadsItSuppliesIt() {
    try (GenerativeModel model = fitted(LAPLACE, 2);
        GenerativeModel loaded =
            GenerativeModel.load(file(model), LoadOptions.defaults().reconstructionLoss(LAPLACE))) {
      assertThat(loaded.description().reconstructionLoss()).isSameAs(LAPLACE);
      assertThat(loaded.evaluate(DATA)).isEqualTo(model.evaluate(DATA));
      assertThatThrownBy(() -> GenerativeModel.load(file(model)))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(
              "the model's reconstruction loss is the own loss \"laplace\"; supply it again with"
                  + " LoadOptions.defaults().reconstructionLoss(…)");
    }
  }

  @Test
  void itsModelsWeightsCanComeFromElsewhere(@TempDir Path folder) {
    Path file = folder.resolve("weights.safetensors");
    try (GenerativeModel model = fitted(LAPLACE, 2)) {
      model.save(file);
      Cvae same = described(LAPLACE, 2);
      try (GenerativeModel imported =
          same.withWeights(dev.cvae.file.Weights.read(file), DATA.shape(), DATA.conditions())) {
        assertThat(imported.evaluate(DATA)).isEqualTo(model.evaluate(DATA));
      }
    }
  }

  @Test
  void itCanBeAPartOfAMixedLossAndIsLoadedThere() {
    ReconstructionLoss mixed =
        ReconstructionLoss.mixed(LAPLACE.on(4), ReconstructionLoss.gaussian().on(2));
    try (GenerativeModel model = fitted(mixed, 2)) {
      LoadOptions options = LoadOptions.defaults().reconstructionLoss(LAPLACE);
      try (GenerativeModel loaded = GenerativeModel.load(file(model), options)) {
        assertThat(loaded.description()).isEqualTo(model.description());
        assertThat(loaded.evaluate(DATA)).isEqualTo(model.evaluate(DATA));
      }
      assertThatThrownBy(() -> GenerativeModel.load(file(model)))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("own loss \"laplace\"");
    }
  }

  @Test
  void aLossWithoutFormulasOnArraysIsRefused() {
    assertThatThrownBy(() -> fitted(new PlainLoss(), 1))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "the reconstruction loss must be a built-in one or a DjlLoss for this backend, was ");
  }

  /** What another backend might take. */
  private record PlainLoss() implements CustomLoss {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public float lowest() {
      return -Float.MAX_VALUE;
    }

    @Override
    public float highest() {
      return Float.MAX_VALUE;
    }

    @Override
    public double logProbability(float[] x, double[] parameters) {
      return LAPLACE.logProbability(x, parameters);
    }

    @Override
    public void mean(double[] parameters, float[] mean) {
      LAPLACE.mean(parameters, mean);
    }

    @Override
    public void draw(double[] parameters, RandomStream random, long position, float[] x) {
      LAPLACE.draw(parameters, random, position, x);
    }
  }
}
