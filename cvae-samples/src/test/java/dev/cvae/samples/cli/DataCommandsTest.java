package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.mnist.Mnist;
import dev.cvae.samples.cli.Shell.Result;
import dev.cvae.training.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a model about data: reconstruct, evaluate, encode, info, export-web. */
class DataCommandsTest {
  @TempDir Path folder;

  @Test
  void evaluatePrintsTheModelsFigures() {
    Result text = ask("evaluate", "--data", "mnist", "--limit", "100");
    Result json = ask("evaluate", "--data", "mnist", "--limit", "100", "--json");

    try (GenerativeModel model = GenerativeModel.load(Shell.model())) {
      Evaluation expected = model.evaluate(Mnist.test().first(100));
      assertThat(text.out()).isEqualToIgnoringNewLines("MNIST test: " + expected);
      JsonObject figures = json.json();
      assertThat(figures.get("data").getAsString()).isEqualTo("MNIST test");
      assertThat(figures.get("examples").getAsLong()).isEqualTo(100);
      assertThat(figures.get("elbo").getAsDouble()).isEqualTo(expected.elbo());
      assertThat(figures.get("kl").getAsDouble()).isEqualTo(expected.kl());
    }
  }

  @Test
  void encodeWritesMeansAndLogVariances() throws Exception {
    Path means = folder.resolve("mean.npy");
    Path logVariances = folder.resolve("log-variance.npy");

    Result result =
        ask(
            "encode",
            "--data",
            "mnist",
            "--part",
            "train",
            "--limit",
            "30",
            "--out",
            means,
            "--log-variance",
            logVariances);

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).hasLineCount(2);
    assertThat(NpyArray.read(means).shape()).containsExactly(30, Shell.LATENT);
    try (GenerativeModel model = GenerativeModel.load(Shell.model())) {
      Posterior expected = model.encode(Mnist.train().first(30));
      assertThat(NpyArray.read(means).values()).isEqualTo(flat(expected.mean()));
      assertThat(NpyArray.read(logVariances).values()).isEqualTo(flat(expected.logVariance()));
    }
  }

  @Test
  void encodeChecksBothOutputsBeforeItWritesOne() {
    Result result =
        ask(
            "encode",
            "--data",
            "mnist",
            "--out",
            folder.resolve("z.npy"),
            "--log-variance",
            folder.resolve("v.txt"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--log-variance must end in .npy");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void reconstructDrawsPairsOrWritesAnArray() throws Exception {
    Path page = folder.resolve("x.png");
    Path array = folder.resolve("x.npy");

    ask("reconstruct", "--data", "mnist", "--count", "15", "--out", page);
    ask("reconstruct", "--data", "mnist", "--count", "15", "--out", array);

    assertThat(ImageIO.read(page.toFile()).getHeight() / 28).as("2 × 2 lines").isEqualTo(4);
    assertThat(NpyArray.read(array).shape()).containsExactly(15, 1, 28, 28);
  }

  @Test
  void infoSaysWhatTheFileSays() {
    Result text = cvae("info", "--model", Shell.model());
    JsonObject json = cvae("info", "--model", Shell.model(), "--json").json();

    assertThat(text.out())
        .contains(
            "label 0..9", "[16] relu", "MNIST train", "PyTorch", "-ELBO", "BCE", "latents active");
    assertThat(json.get("latent").getAsInt()).isEqualTo(Shell.LATENT);
    assertThat(json.get("data_sha256").getAsString()).matches("[0-9a-f]{64}");
    // Encoder 794·16+16 and two heads 16·4+4, decoder 14·16+16 and 16·784+784.
    assertThat(json.get("parameters").getAsLong()).isEqualTo(12_720 + 136 + 240 + 13_328);
    assertThat(json.getAsJsonArray("history")).hasSize(1);
    assertThat(json.getAsJsonArray("warnings")).isNotNull();
  }

  @Test
  void exportWebWritesThePageAndWhatTheRoundingCosts() {
    Path page = folder.resolve("page");

    Result result = ask("export-web", "--limit", "100", "--out", page, "--json");

    assertThat(result.err()).isEmpty();
    assertThat(page.resolve("index.html")).isNotEmptyFile();
    JsonObject figures = result.json();
    double exact = figures.get("exact_reconstruction").getAsDouble();
    assertThat(figures.get("weight_bytes").getAsLong()).isPositive();
    assertThat(figures.getAsJsonArray("costs")).hasSize(4);
    assertThat(Math.abs(figures.get("rounded_reconstruction").getAsDouble() - exact))
        .isLessThan(0.02 * exact);
  }

  @Test
  void exportWebNeedsNoDataAndTakesAPrecision() {
    Path page = folder.resolve("page");

    Result result = ask("export-web", "--data", "none", "--precision", "int4", "--out", page);

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("* int4", "float32");
    assertThat(page.resolve("weights.js")).content().contains("\"int4\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "encode --out %1$s/z.npy", "reconstruct --out %1$s/x.png"})
  void dataOfAnotherShapeIsRefused(String command) throws Exception {
    IdxFiles.write(folder, 4);

    Object[] options = (command.formatted(folder) + " --data " + folder).split(" ");
    Result result = ask(options);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("the model's shape");
    assertThat(folder.resolve("z.npy")).doesNotExist();
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  @Test
  void aDamagedModelIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(Shell.model());
    bytes[bytes.length - 1] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.safetensors"), bytes);

    Result result = cvae("evaluate", "--data", "mnist", "--model", damaged);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("cannot read " + damaged);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --data mnist", "export-web --out page", "serve-web", "info"})
  void aMissingModelIsSaid(String command) {
    Object[] args = (command + " --model missing.safetensors").split(" ");

    Result result = cvae(args);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly("cvae: cannot read missing.safetensors: there is no such file");
  }

  /** Runs a command with the model. */
  private static Result ask(Object... command) {
    Object[] args = Arrays.copyOf(command, command.length + 2, Object[].class);
    args[command.length] = "--model";
    args[command.length + 1] = Shell.model();
    return cvae(args);
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
    }
    return flat;
  }
}
