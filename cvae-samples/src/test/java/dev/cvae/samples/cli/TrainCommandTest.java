package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.cvae.GenerativeModel;
import dev.cvae.file.ModelFile;
import dev.cvae.network.Mlp;
import dev.cvae.samples.ChildJvm;
import dev.cvae.samples.cli.Shell.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  @TempDir Path folder;

  @Test
  void writesTheModelThatTheOptionsDescribe() throws IOException {
    Path file = folder.resolve("m.safetensors");

    Result result =
        train(file, "--hidden", "12,8", "--loss", "mse", "--batch", "50", "--seed", "7");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("-ELBO", "Wrote " + file).hasLineCount(5);
    try (GenerativeModel model = GenerativeModel.load(file)) {
      assertThat(model.description().encoder()).isEqualTo(Mlp.of(12, 8));
      assertThat(model.description().decoder()).isEqualTo(Mlp.of(8, 12));
      assertThat(model.description().reconstructionLoss()).hasToString("MSE");
      assertThat(model.description().conditions()).hasToString("label 0..9");
      assertThat(model.provenance().settings().batchSize()).isEqualTo(50);
      assertThat(model.provenance().settings().seed()).isEqualTo(7);
      assertThat(model.provenance().examples()).isEqualTo(200);
    }
    assertOnlyFile(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "continuous-bernoulli; conditional; continuous Bernoulli; learned p(z|c)",
        "gaussian; vamp:5; Gaussian with one learned sigma; VampPrior of 5",
        "gaussian-per-feature; standard; Gaussian with a learned sigma per feature; N(0, I)",
        "discretised-logistic; standard; discretised logistic; N(0, I)",
      })
  void lossAndPriorAreThoseThatAreNamedAndInfoPrintsThem(
      String loss, String prior, String lossInWords, String priorInWords) {
    Path file = folder.resolve("m.safetensors");

    Result result = train(file, "--loss", loss, "--prior", prior, "--learning-rate", "1e-4");

    assertThat(result.err()).isEmpty();
    assertThat(cvae("info", "--model", file).out())
        .containsPattern("reconstruction loss +" + Pattern.quote(lossInWords))
        .containsPattern("prior +" + Pattern.quote(priorInWords));
  }

  @Test
  void theSamplerThatIsNamedIsFittedAndSaved() {
    Path file = folder.resolve("m.safetensors");

    Result result = train(file, "--sampler", "gaussian-mixture");

    assertThat(result.err()).isEmpty();
    assertThat(ModelFile.read(file).sampler().orElseThrow().name()).isEqualTo("gaussian-mixture");
    assertThat(cvae("describe", "--model", file).out())
        .containsPattern("sampler +gaussian-mixture of \\d+ conditions");
  }

  @Test
  void theSameSeedWritesTheSameBytes() {
    Path one = folder.resolve("1.safetensors");
    Path two = folder.resolve("2.safetensors");

    train(one, "--seed", "3");
    train(two, "--seed", "3");

    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void withJsonThereAreFiguresAndNothingElse() {
    Path file = folder.resolve("a \"quoted\" name.safetensors");

    Result result = train(file, "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).hasLineCount(1);
    JsonObject json = result.json();
    assertThat(json.get("model").getAsString()).isEqualTo(file.toString());
    assertThat(json.get("engine").getAsString()).startsWith("PyTorch");
    assertThat(json.getAsJsonArray("history")).hasSize(2);
    JsonObject last = json.getAsJsonArray("history").get(1).getAsJsonObject();
    for (String part : new String[] {"train", "test"}) {
      JsonObject figures = last.getAsJsonObject(part);
      double reconstruction = figures.get("reconstruction").getAsDouble();
      double kl = figures.get("kl").getAsDouble();
      assertThat(reconstruction).isBetween(45.0, 784.0);
      assertThat(kl).isBetween(0.0, 100.0);
      assertThat(-figures.get("elbo").getAsDouble()).isEqualTo(reconstruction + kl);
    }
  }

  @Test
  void unlabelledDataMakesAPlainVae() {
    try (GenerativeModel model = GenerativeModel.load(Shell.plainModel())) {
      assertThat(model.description().conditions().isEmpty()).isTrue();
    }
  }

  @Test
  void aFolderOfIdxFilesIsData() throws IOException {
    IdxFiles.write(folder, 40);
    Path file = folder.resolve("m.safetensors");

    Result result =
        cvae("train", "--data", folder, "--epochs", "1", "--latent", "2", "--out", file);

    assertThat(result.err()).isEmpty();
    assertThat(cvae("info", "--model", file).out()).contains("[1, 2, 2]", "label 0..3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--latent|-3|2|latent must be positive, was -3",
        "--epochs|0|2|epochs must be positive, was 0",
        "--batch|0|2|batchSize must be positive, was 0",
        "--learning-rate|NaN|2|learningRate must be positive and finite, was NaN",
        "--hidden|8,0|2|hidden must have widths from 1 to 1048576, was [8, 0]",
        "--limit|0|2|count must be positive, was 0",
        "--threads|0|2|threads must lie in 1..1024, was 0",
        "--epochs|many|2|Invalid value for option '--epochs': 'many' is not an int",
        "--loss|L1|2|Invalid value for option '--loss'",
        "--loss|L1|2|must be bce, mse, continuous-bernoulli",
        "--prior|flow|2|must be standard, conditional or vamp:N, was flow",
        "--prior|vamp|2|must be standard, conditional or vamp:N, was vamp",
        "--prior|vamp:0|2|components of the VampPrior must be 1 to 10000, was 0",
        "--sampler|flow|2|must be prior or gaussian-mixture, was flow",
        "--engine|Theano|1|Theano",
        "--device|toaster|2|toaster",
        "--data|no-such-folder|1|no-such-folder",
      })
  void whatIsNotPossibleIsSaidAndNothingIsWritten(
      String option, String value, int exitCode, String message) {
    Path file = folder.resolve("m.safetensors");

    Result result = train(file, option, value);

    assertThat(result.errLines()).singleElement().asString().startsWith("cvae: ").contains(message);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOutputThatCannotBeIsRefusedBeforeTraining() {
    assertRefused("m.params", 2, "--out must end in .safetensors, was ");
    assertThat(train(Path.of("-"), "--epochs", "1").err()).contains("--out must be a file, was -");
    assertRefused("missing/m.safetensors", 1, "there is no folder ");
    assertThat(folder.resolve("is-a-folder.safetensors").toFile().mkdir()).isTrue();
    assertRefused("is-a-folder.safetensors", 1, "it is a folder");
  }

  @Test
  void aTrainingThatWasKilledIsResumedAndWritesTheSameBytes() throws Exception {
    // given
    Path whole = folder.resolve("whole.safetensors");
    Path resumed = folder.resolve("resumed.safetensors");
    Path checkpoints = folder.resolve("checkpoints");
    String[] options = {"--epochs", "100", "--batch", "50"};
    train(whole, options);
    List<String> command =
        arguments(resumed, options, "--checkpoints", checkpoints, "--checkpoint-every", "3");
    Process training = ChildJvm.start(CvaeCommand.class, command.toArray(String[]::new));
    try (BufferedReader out = training.inputReader(UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.strip().startsWith("2 ")) { // the second epoch's row
        line = out.readLine();
      }
      assertThat(line).as("the fit has begun").isNotNull();
      training.destroyForcibly().waitFor();
    }
    assertThat(resumed).doesNotExist();

    // when
    command.add("--resume");
    Result result = cvae(command.toArray());

    // then
    assertThat(result.err()).isEmpty();
    assertThat(resumed).hasSameBinaryContentAs(whole);
  }

  @Test
  void resumingAFitThatHasNotBegunBeginsIt() {
    Path file = folder.resolve("m.safetensors");
    Path checkpoints = folder.resolve("checkpoints");
    String[] options = {"--checkpoints", checkpoints.toString(), "--resume"};

    assertThat(train(file, options).exitCode()).isZero();

    assertThat(file).exists();
  }

  @Test
  void resumingNeedsAFolder() {
    Result result = train(folder.resolve("m.safetensors"), "--resume");

    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("--checkpoints must be given with --resume");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  /** Ctrl-C, or a service manager that ends the process, in the middle of a long fit. */
  @Test
  void aTrainingThatIsBrokenOffLeavesNoFile() throws Exception {
    Path file = folder.resolve("m.safetensors");
    Process training =
        ChildJvm.start(
            CvaeCommand.class,
            "train",
            "--data",
            "mnist",
            "--limit",
            "1000",
            "--epochs",
            "1000000",
            "--latent",
            "2",
            "--hidden",
            "8",
            "--out",
            file.toString());
    try (BufferedReader out = training.inputReader(UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.strip().startsWith("2 ")) { // the second epoch's row
        line = out.readLine();
      }
      assertThat(line).as("the fit has begun").isNotNull();
      training.toHandle().destroy(); // asks it to end, as Ctrl-C does; its output stays readable
      assertThat(out.lines().filter(text -> text.startsWith("cvae: ")))
          .as("one line that says so")
          .singleElement()
          .asString()
          .contains("interrupted");
    }

    assertThat(training.waitFor()).isNotZero();
    assertThat(folder).isEmptyDirectory();
  }

  /** Trains a small model; options replace those that make it small. */
  private static Result train(Path file, String... options) {
    return cvae(arguments(file, options).toArray());
  }

  private static List<String> arguments(Path file, String[] options, Object... more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("--data", "mnist");
    all.put("--limit", "200");
    all.put("--epochs", "2");
    all.put("--latent", "3");
    all.put("--hidden", "8");
    all.put("--out", file.toString());
    for (int i = 0; i + 1 < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    List<String> args = new ArrayList<>(List.of("train"));
    all.forEach((option, value) -> args.addAll(List.of(option, value)));
    args.addAll(List.of(options).subList(options.length / 2 * 2, options.length)); // a flag
    List.of(more).forEach(argument -> args.add(argument.toString()));
    return args;
  }

  private void assertRefused(String name, int exitCode, String message) {
    Result result = train(folder.resolve(name));

    assertThat(result.out()).as("no epoch was trained").isEmpty();
    assertThat(result.errLines()).singleElement().asString().contains(message);
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  private void assertOnlyFile(Path file) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
