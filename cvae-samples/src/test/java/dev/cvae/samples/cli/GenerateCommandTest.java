package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.samples.ChildJvm;
import dev.cvae.samples.cli.Shell.Result;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
  @TempDir Path folder;

  @Test
  void anArrayHoldsWhatTheModelGenerates() throws Exception {
    Path file = folder.resolve("x.npy");

    Result result = generate(file, "--label", "7", "--count", "12", "--seed", "5");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualToIgnoringNewLines("Wrote " + file + ": 12 rows, seed 5.");
    NpyArray array = NpyArray.read(file);
    assertThat(array.shape()).containsExactly(12, 1, 28, 28);
    try (GenerativeModel model = GenerativeModel.load(Shell.model())) {
      float[] last = model.generate(Condition.label(7), 12, 5).row(11);
      assertThat(Arrays.copyOfRange(array.values(), 11 * 784, 12 * 784)).isEqualTo(last);
    }
  }

  @Test
  void severalLabelsGoInRoundsAndMakeAColumnEach() throws Exception {
    Path array = folder.resolve("x.npy");
    Path page = folder.resolve("x.PNG");

    generate(array, "--label", "0..2,7", "--count", "3", "--seed", "1");
    generate(page, "--label", "0..2,7", "--count", "3", "--seed", "1");

    assertThat(NpyArray.read(array).shape()).containsExactly(12, 1, 28, 28);
    BufferedImage image = ImageIO.read(page.toFile());
    assertThat(image.getWidth() / 28).as("columns").isEqualTo(4);
    assertThat(image.getHeight() / 28).as("rows").isEqualTo(3);
  }

  @Test
  void aSeedRepeatsAndNoneIsFresh() throws Exception {
    generate(folder.resolve("1.npy"), "--label", "3", "--count", "2", "--seed", "9");
    generate(folder.resolve("2.npy"), "--label", "3", "--count", "2", "--seed", "9");
    String fresh = generate(folder.resolve("3.npy"), "--label", "3", "--count", "2").out();
    String seed = fresh.replaceAll("(?s).*seed (-?\\d+)\\..*", "$1");
    generate(folder.resolve("4.npy"), "--label", "3", "--count", "2", "--seed", seed);

    assertThat(folder.resolve("1.npy")).hasSameBinaryContentAs(folder.resolve("2.npy"));
    assertThat(folder.resolve("3.npy")).hasSameBinaryContentAs(folder.resolve("4.npy"));
    assertThat(Files.mismatch(folder.resolve("1.npy"), folder.resolve("3.npy"))).isNotNegative();
  }

  @Test
  void drawsAreBlackOrWhite() throws Exception {
    Path file = folder.resolve("x.npy");

    generate(file, "--label", "3", "--count", "2", "--seed", "9", "--draws");

    assertThat(NpyArray.read(file).values()).containsOnly(0f, 1f);
  }

  @Test
  void aPlainModelIsAskedWithoutALabel() throws Exception {
    Path file = folder.resolve("x.npy");

    Result result = cvae("generate", "--model", Shell.plainModel(), "--count", "3", "--out", file);

    assertThat(result.err()).isEmpty();
    assertThat(NpyArray.read(file).shape()).containsExactly(3, 1, 28, 28);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--label=12|2|condition has label 12, but the model was fitted with label 0..9",
        "--label=5..12|2|condition has label 10, but",
        "--count=5|2|condition has no label, but the model was fitted with label 0..9",
        "--label=seven|2|condition has label seven, but the model was fitted with label 0..9",
        "--label=7.5|2|label must be like 7, 1,3,5 or 0..9, or names, was 7.5",
        "--label=1,,2|2|label must be like",
        "--label=9..0|2|label must have ranges that go up",
        "--label=7 --count=0|2|count must be positive, was 0",
        "--label=0..9 --count=-1|2|count must be positive, was -1",
        "--label=0..9 --count=2000000000|2|must give less than 2^31 rows",
        "--label=7 --count=10001|2|must end in .npy for more than 10000 rows",
        "--label=7 --seed=x|2|--seed",
      })
  void whatIsNotPossibleIsSaidAndNothingIsWritten(String options, int exitCode, String message) {
    Result result = generate(folder.resolve("x.png"), (Object[]) options.split(" "));

    assertThat(result.errLines()).singleElement().asString().startsWith("cvae: ").contains(message);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "x.jpg, 2, --out must end in .png or .npy",
    "x, 2, --out must end in .png or .npy",
    "missing/x.png, 1, there is no folder"
  })
  void anOutputThatCannotBeIsRefusedBeforeTheModelIsLoaded(
      String name, int exitCode, String message) {
    Result result =
        cvae("generate", "--model", "missing.safetensors", "--out", folder.resolve(name));

    assertThat(result.errLines()).singleElement().asString().contains(message);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aReaderThatLeavesIsNoError() throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process process = manyRowsToStandardOutput().redirectError(errors.toFile()).start();

    try (InputStream rows = process.getInputStream()) {
      assertThat(new String(rows.readNBytes(8), UTF_8)).isEqualTo("label,x0"); // as head does
    }

    assertThat(process.waitFor()).isZero();
    assertThat(errors).isEmptyFile();
  }

  @Test
  void aFullDiskBehindStandardOutputIsAnError() throws Exception {
    assertFailsOnAFullDisk(manyRowsToStandardOutput());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "info --json", "--help", "--version"})
  void aFullDiskBehindWhatACommandSaysIsAnErrorToo(String command) throws Exception {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    if (command.startsWith("info")) {
      args.add("--model");
      args.add(Shell.model().toString());
    }
    assertFailsOnAFullDisk(
        ChildJvm.builder(List.of(), CvaeCommand.class, args.toArray(String[]::new)));
  }

  private void assertFailsOnAFullDisk(ProcessBuilder command) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "only Linux has /dev/full");
    Path errors = folder.resolve("errors.txt");

    Process process = command.redirectOutput(full.toFile()).redirectError(errors.toFile()).start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors).content().startsWith("cvae: cannot write to standard output: ");
  }

  /** More than a pipe holds. */
  private static ProcessBuilder manyRowsToStandardOutput() {
    String model = Shell.model().toString();
    String[] args = {
      "generate", "--model", model, "--label", "7", "--count", "200", "--out", "-", "--format=csv"
    };
    return ChildJvm.builder(List.of(), CvaeCommand.class, args);
  }

  private static Result generate(Path out, Object... options) {
    Object[] args = {"generate", "--model", Shell.model(), "--out", out};
    Object[] all = Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return cvae(all);
  }
}
