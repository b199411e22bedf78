package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebExportTest {
  private static final int ROWS = 50;
  private static final ModelFile FILE =
      RandomModel.of(RandomModel.small(Activation.RELU, ReconstructionLoss.BCE));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void folderThatIsNotThere() {
    folder = temporary.resolve("page");
  }

  @Test
  void threeFilesAreWrittenAndTheReportSaysWhatRoundingCosts() throws IOException {
    Dataset test = images(Shape.of(1, 6, 5));
    try (GenerativeModel exact = load(FILE);
        GenerativeModel rounded = load(DigitDecoder.of(FILE).rounded())) {

      WebExport.Report report = WebExport.write(exact, test, folder, LoadOptions.defaults());

      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("index.html", "cvae.js", "weights.js");
      }
      assertThat(report.weightBytes()).isEqualTo(Files.size(folder.resolve("weights.js")));
      assertThat(report.exactReconstruction())
          .isCloseTo(exact.evaluate(test).reconstruction(), within(1e-6));
      assertThat(report.roundedReconstruction())
          .isCloseTo(rounded.evaluate(test).reconstruction(), within(1e-6))
          .isNotEqualTo(report.exactReconstruction());
    }
  }

  @Test
  void anotherExportToTheSameFolderGivesTheSameBytes() throws IOException {
    Dataset test = images(Shape.of(1, 6, 5));
    try (GenerativeModel model = load(FILE)) {
      WebExport.write(model, test, folder, LoadOptions.defaults());
      byte[] first = Files.readAllBytes(folder.resolve("weights.js"));

      WebExport.write(model, test, folder, LoadOptions.defaults());

      assertThat(folder.resolve("weights.js")).hasBinaryContent(first);
    }
  }

  @Test
  void aModelThatThePageCannotDrawWithLeavesNoFolder() {
    ModelFile file =
        RandomModel.of(
            RandomModel.describe(
                Shape.of(1, 6, 5),
                ConditionSchema.none(),
                Mlp.of(4),
                Mlp.of(4),
                ReconstructionLoss.BCE));
    try (GenerativeModel plain = load(file)) {
      assertThatThrownBy(
              () ->
                  WebExport.write(plain, images(Shape.of(1, 6, 5)), folder, LoadOptions.defaults()))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("condition must be one label");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void testDataOfAnotherShapeLeaveNoFolder() {
    try (GenerativeModel model = load(FILE)) {
      assertThatThrownBy(
              () ->
                  WebExport.write(model, images(Shape.of(1, 7, 5)), folder, LoadOptions.defaults()))
          .isInstanceOf(CvaeException.class);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void theReportReadsAsASentence() {
    assertThat(new WebExport.Report(1_086_000, 85.5, 85.5213))
        .hasToString(
            "weights.js has 1,086,000 bytes; reconstruction on test data 85.500 nats with exact"
                + " weights, 85.521 with rounded ones (+0.021), one z per example");
  }

  private static Dataset images(Shape shape) {
    float[] values = new float[ROWS * shape.size()];
    RandomStream random = RandomStream.of(9);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(i);
    }
    int[] labels = IntStream.range(0, ROWS).map(row -> row % 10).toArray();
    return Dataset.of(values, shape).labelled(labels);
  }

  private static GenerativeModel load(ModelFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.write(bytes);
    return GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
