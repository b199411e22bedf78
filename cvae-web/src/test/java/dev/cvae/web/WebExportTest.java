package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebExportTest {
  private static GenerativeModel model;

  @TempDir private Path temporary;
  private Path folder;

  @BeforeAll
  static void fit() {
    model = TestModels.fit(TestModels.small(), TestModels.digits());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @BeforeEach
  void folderThatIsNotThere() {
    folder = temporary.resolve("page");
  }

  @Test
  void fourFilesAreWrittenWithEightBitsWhereThereIsNoData() throws IOException {
    ExportReport report = WebExport.write(model, folder);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("index.html", "page.js", "cvae.js", "weights.js");
    }
    assertThat(report.precision()).isEqualTo(WeightPrecision.INT8);
    assertThat(report.cost().bytes()).isEqualTo(Files.size(folder.resolve("weights.js")));
    assertThat(report.exactReconstruction()).isEmpty();
    assertThat(report.exactAccuracy()).isPresent();
    assertThat(folder.resolve("weights.js")).content().contains("precision\":\"int8\"");
  }

  @Test
  void eachPrecisionIsMeasuredAgainstTheExactWeights() {
    Dataset test = TestModels.digits();

    ExportReport report = WebExport.write(model, folder, ExportOptions.defaults().testData(test));

    assertThat(report.exactReconstruction().orElseThrow())
        .isCloseTo(model.evaluate(test).reconstruction(), within(1e-6));
    assertThat(report.costs())
        .extracting(ExportReport.Cost::precision)
        .containsExactly(WeightPrecision.values());
    ExportReport.Cost float32 = report.costs().get(0);
    assertThat(float32.reconstruction().orElseThrow())
        .isCloseTo(report.exactReconstruction().orElseThrow(), within(1e-6));
    assertThat(float32.accuracy()).isEqualTo(report.exactAccuracy());
    assertThat(float32.largestPixelDifference()).isLessThan(1e-6);
    assertThat(report.costs())
        .as("fewer bits are smaller, and further from the exact picture")
        .isSortedAccordingTo((a, b) -> Long.compare(b.bytes(), a.bytes()))
        .isSortedAccordingTo(
            (a, b) -> Double.compare(a.largestPixelDifference(), b.largestPixelDifference()));
    for (ExportReport.Cost cost : report.costs()) {
      PageModel.Rounded rounded = PageModel.of(model.toFile()).rounded(cost.precision(), List.of());
      try (GenerativeModel java = RoundingCost.open(rounded.file(), LoadOptions.defaults())) {
        assertThat(cost.reconstruction().orElseThrow())
            .isCloseTo(java.evaluate(test).reconstruction(), within(1e-6));
      }
    }
  }

  @Test
  void withDataTheSmallestThatCostsLittleIsTakenUnlessOneIsNamed() {
    ExportOptions options = ExportOptions.defaults().testData(TestModels.digits());

    ExportReport smallest = WebExport.write(model, folder, options);
    ExportReport named = WebExport.write(model, folder, options.precision(WeightPrecision.FLOAT16));

    double most = smallest.exactReconstruction().orElseThrow() + 0.5;
    WeightPrecision expected =
        smallest.costs().stream()
            .filter(cost -> cost.reconstruction().orElseThrow() < most)
            .reduce((larger, smaller) -> smaller)
            .orElseThrow()
            .precision();
    assertThat(smallest.precision()).isEqualTo(expected);
    assertThat(named.precision()).isEqualTo(WeightPrecision.FLOAT16);
    assertThat(named.costs()).isEqualTo(smallest.costs());
  }

  @Test
  void anotherExportToTheSameFolderGivesTheSameBytes() throws IOException {
    WebExport.write(model, folder);
    byte[] first = Files.readAllBytes(folder.resolve("weights.js"));

    WebExport.write(model, folder);

    assertThat(folder.resolve("weights.js")).hasBinaryContent(first);
  }

  @Test
  void everyFileThatIsWrittenIsKnownAsOurs() throws IOException {
    WebExport.write(model, folder);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(
              file -> assertThat(Files.readString(file).substring(0, 200)).contains(Page.MARK));
    }
  }

  @Test
  void whatThePageCannotDrawIsRefusedByNameAndNothingIsWritten() {
    Dataset table = Dataset.of(new byte[400], Shape.of(8)).labelled(new int[50]);
    float[][] photographs = new float[TestModels.ROWS][64];
    Dataset withImages =
        TestModels.pictures(TestModels.GREY).withImages("outline", photographs, Shape.of(1, 8, 8));
    float[][] vectors = new float[TestModels.ROWS][17];
    Arrays.setAll(vectors, row -> vector(row));
    Dataset withVectors = TestModels.pictures(TestModels.GREY).with("site", vectors);

    assertRefused(TestModels.small(), table, "shape must be (height, width), (1, height, width)");
    assertRefused(TestModels.small(), withImages, "condition must have no images for the web page");
    assertRefused(TestModels.small(), withVectors, "condition must have vectors of at most 16");
    assertRefused(
        TestModels.small().prior(Prior.vamp(3)),
        TestModels.digits(),
        "prior must be N(0, I) or a conditional one for the web page");
    assertRefused(
        TestModels.small().scaling(Scaling.uniformQuantiles()),
        TestModels.digits(),
        "scaling must be none, standardised or min-max for the web page");
  }

  private static float[] vector(int row) {
    float[] vector = new float[17];
    Arrays.fill(vector, row % 9);
    return vector;
  }

  private void assertRefused(Cvae.Builder builder, Dataset data, String message) {
    try (GenerativeModel refused = TestModels.fit(builder, data)) {
      assertThatThrownBy(() -> WebExport.write(refused, folder))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith(message);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void testDataOfAnotherShapeLeaveNoFolder() {
    Dataset other = TestModels.pictures(TestModels.COLOUR).labelled(TestModels.codes(10));

    assertThatThrownBy(
            () -> WebExport.write(model, folder, ExportOptions.defaults().testData(other)))
        .isInstanceOf(CvaeException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void theReportIsATable() {
    ExportReport report =
        new ExportReport(
            WeightPrecision.INT8,
            OptionalDouble.of(85.5),
            OptionalDouble.of(0.99),
            List.of(
                cost(WeightPrecision.FLOAT32, 5_000_000, 85.5),
                cost(WeightPrecision.FLOAT16, 2_500_000, 85.5),
                cost(WeightPrecision.INT8, 840_000, 85.5213),
                cost(WeightPrecision.INT4, 560_000, 87.25)));

    assertThat(report.toString().lines())
        .containsExactly(
            "  weights        bytes        gzip   reconstruction  accuracy pixel off by",
            "  float32    5,000,000       1,000      +0.000 nats    98.5 %       0.0123",
            "  float16    2,500,000       1,000      +0.000 nats    98.5 %       0.0123",
            "* int8         840,000       1,000      +0.021 nats    98.5 %       0.0123",
            "  int4         560,000       1,000      +1.750 nats    98.5 %       0.0123");
  }

  @Test
  void accuracyIsJudgedInTheDatasOwnUnits() {
    Cvae.Builder builder =
        TestModels.small().epochs(30).learningRate(0.01).scaling(Scaling.minMax());
    try (GenerativeModel scaled = builder.build().fit(TestModels.stripes(-100, 900))) {
      ExportReport report = WebExport.write(scaled, folder);

      assertThat(report.exactAccuracy().orElseThrow()).isGreaterThan(0.95); // 0.25 at chance
    }
  }

  private static ExportReport.Cost cost(WeightPrecision precision, long bytes, double loss) {
    return new ExportReport.Cost(
        precision, bytes, 1_000, OptionalDouble.of(loss), OptionalDouble.of(0.985), 0.01234);
  }
}
