package dev.cvae.samples.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.Weights;
import dev.cvae.mnist.Idx;
import dev.cvae.training.Evaluation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models go from PyTorch to Java and from Java to PyTorch, and mean the same there. */
class PythonTest {
  private static final double SAME = 1e-4; // nats

  /** The article's names of modules, and ours; the table in docs/python/README.md. */
  private static final Map<String, String> NAMES =
      Map.of(
          "encoder.0", "encoder.hidden.0",
          "encoder.2", "encoder.hidden.1",
          "mu", "encoder.mean",
          "log_var", "encoder.log_variance",
          "decoder.0", "decoder.hidden.0",
          "decoder.2", "decoder.hidden.1",
          "decoder.4", "decoder.output");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"state.npz", "state.safetensors"})
  void aStateDictOfPyTorchHasTheElboThatPyTorchGave(String file) throws Exception {
    JsonObject expected =
        JsonParser.parseString(Files.readString(data().resolve("expected.json"))).getAsJsonObject();

    try (GenerativeModel model = imported(data().resolve(file))) {
      assertSame(model.evaluate(Idx.test(data())), expected);
      assertThat(model.provenance().isImported()).isTrue();
      assertThat(model.provenance().data()).isEqualTo(file);
    }
  }

  @Test
  void anImportedModelIsSavedAndLoadedLikeAnyOther() throws Exception {
    Path file = folder.resolve("imported.safetensors");
    Dataset test = Idx.test(data());
    Evaluation before;
    try (GenerativeModel model = imported(data().resolve("state.npz"))) {
      model.save(file);
      before = model.evaluate(test);
    }

    try (GenerativeModel model = GenerativeModel.load(file)) {
      assertThat(model.evaluate(test)).isEqualTo(before);
      assertThat(model.provenance().isImported()).isTrue();
    }
  }

  @Test
  void whatPyTorchTrainsNowIsReadHere() throws Exception {
    JsonObject expected =
        Python.run(
            "train_article.py",
            data(),
            "--out",
            folder.resolve("state"),
            "--epochs",
            2,
            "--hidden",
            12,
            "--latent",
            3);

    try (GenerativeModel model = imported(folder.resolve("state.safetensors"))) {
      assertSame(model.evaluate(Idx.test(data())), expected);
    }
  }

  @Test
  void pyTorchReadsWhatWasFittedHere() throws Exception {
    Path file = folder.resolve("fitted.safetensors");
    Cvae cvae = Cvae.builder().latent(5).hidden(20, 10).epochs(30).batchSize(16).build();
    try (GenerativeModel model = cvae.fit(Idx.train(data()))) {
      model.save(file);

      JsonObject python = Python.run("elbo.py", file, data(), "--seed", 7, "--rows", 20);

      assertSame(model.evaluate(Idx.test(data()).first(20), 7), python);
    }
  }

  @Test
  void aFolderWithoutTheDataIsSaidInOneLine() throws Exception {
    assertThat(Python.fail("train_article.py", folder))
        .isEqualToIgnoringNewLines(
            "the folder " + folder + " must have a file train-labels-idx…-ubyte, has none");
  }

  private static void assertSame(Evaluation java, JsonObject python) {
    assertThat(java.examples()).isEqualTo(python.get("examples").getAsLong());
    assertThat(java.elbo()).isCloseTo(python.get("elbo").getAsDouble(), within(SAME));
    assertThat(java.kl()).isCloseTo(python.get("kl").getAsDouble(), within(SAME));
  }

  private static GenerativeModel imported(Path state) {
    return Cvae.builder()
        .latent(3)
        .hidden(12, 12)
        .build()
        .withWeights(
            Weights.read(state).renamed(NAMES), Shape.of(1, 6, 6), ConditionSchema.label(3));
  }

  private static Path data() throws URISyntaxException {
    return Path.of(PythonTest.class.getResource("state.npz").toURI()).getParent();
  }
}
