package dev.cvae.report;

import static dev.cvae.report.Fits.images;
import static dev.cvae.report.Fits.table;
import static dev.cvae.report.Fits.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.Sampler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TrainingReportTest {
  private static final List<String> SECTIONS =
      List.of(
          "Warnings",
          "Learning curves",
          "Samples",
          "Reconstructions",
          "Use of the latents",
          "Latent space",
          "Interpolations",
          "Settings and provenance");

  @TempDir Path folder;

  @Test
  void ofImagesWithConditionsAndValidationItShowsEverything() throws Exception {
    EpochSamples samples = EpochSamples.of(images(20));
    try (GenerativeModel model =
        tiny().modelListener(samples).build().fit(images(60), images(20))) {

      Path file = TrainingReport.of(model, images(20)).samples(samples).write(folder.resolve("r"));

      assertThat(file).isEqualTo(folder.resolve("r").resolve("report.html"));
      Document page = sound(file);
      assertThat(texts(page, "h1")).containsExactly("Training report: bright <rows>");
      assertThat(frames(page))
          .containsExactly("after epoch 1", "after epoch 2", "of the fitted model");
      assertThat(page.getDocumentElement().getTextContent())
          .contains("−ELBO, validation", "The worst 10", "SHA-256 of the data", "label 0..2")
          .contains("A column is a condition (label), a line a z");
    }
  }

  @Test
  void ofATableItShowsHistogramsAndTables() throws Exception {
    Dataset data = table(40).with("size", sizes(40));
    EpochSamples samples = EpochSamples.of(data);
    try (GenerativeModel model = tiny().modelListener(samples).build().fit(data)) {

      Document page = sound(TrainingReport.of(model, data).samples(samples).write(folder));

      assertThat(frames(page)).hasSize(3);
      assertThat(page.getDocumentElement().getTextContent())
          .contains("there was no validation data", "feature 4", "→", "Histograms of each feature");
    }
  }

  @Test
  void ofAPlainModelWithoutValidationAndWithoutSamplesOnItsWayItShowsTheRest() throws Exception {
    Dataset data = images(30).unlabelled();
    try (GenerativeModel model = tiny().epochs(1).build().fit(data)) {

      Document page = sound(TrainingReport.write(model, model.history(), data, folder));

      assertThat(frames(page)).containsExactly("of the fitted model");
      assertThat(page.getElementsByTagName("input").getLength()).as("no slider").isZero();
      assertThat(page.getDocumentElement().getTextContent())
          .contains("each from a z of its own", "no condition");
    }
  }

  @Test
  void oneRowAndOneLatentAreEnough() throws Exception {
    Dataset data = images(1);
    try (GenerativeModel model = tiny().latent(1).build().fit(data)) {
      sound(TrainingReport.of(model, data).write(folder));
    }
  }

  @Test
  void aPriorWhoseKlIsNoSumOverLatentsIsShownByActivity() throws Exception {
    Dataset data = table(40);
    try (GenerativeModel model =
        tiny().prior(Prior.vamp(3)).reconstructionLoss(ReconstructionLoss.MSE).build().fit(data)) {

      Document page = sound(TrainingReport.of(model, data).write(folder));

      assertThat(page.getDocumentElement().getTextContent()).contains("The first 3 by activity");
    }
  }

  @Test
  void theSameModelAndDataGiveTheSameFile() throws IOException {
    try (GenerativeModel model = tiny().build().fit(images(30))) {
      Path one = TrainingReport.of(model, images(30)).write(folder.resolve("1"));
      Path two = TrainingReport.of(model, images(30)).write(folder.resolve("2"));

      assertThat(one).hasSameBinaryContentAs(two);
    }
  }

  @Test
  void ofSeveralFieldsColumnsHaveNumbersAndCaptionsALineAField() throws Exception {
    Dataset data = images(60).with("size", sizes(60)).with("age", sizes(60));
    try (GenerativeModel model = tiny().build().fit(data)) {
      Path file = TrainingReport.of(model, data).write(folder);

      assertThat(sound(file).getDocumentElement().getTextContent())
          .contains("The conditions of the columns", "A column is a condition (in the table)");
      assertThat(Files.readString(file))
          .contains("<span>1</span><span>2</span>", "<span class=\"field\">size <b>1.5</b></span>");
    }
  }

  @Test
  void whatDrawsTheSamplesIsSaidAndNoSamplerIsAdvisedWhereThereIsOne() throws Exception {
    Dataset data = images(90);
    try (GenerativeModel model = tiny().build().fit(data)) {
      assertThat(
              sound(TrainingReport.of(model, data).write(folder))
                  .getDocumentElement()
                  .getTextContent())
          .contains("The z are drawn from the prior, N(0, I).");

      model.fitSampler(Sampler.gaussianMixture(), data);
      assertThat(
              sound(TrainingReport.of(model, data).write(folder))
                  .getDocumentElement()
                  .getTextContent())
          .contains(
              "The fitted model's z are drawn by its sampler, gaussian-mixture of 3 conditions")
          .doesNotContain("a sampler fitted after");
    }
  }

  @Test
  void underADensityTheCardsAddUpWithTheConstant() throws Exception {
    Dataset data = table(40);
    try (GenerativeModel model =
        tiny().reconstructionLoss(ReconstructionLoss.MSE).build().fit(data)) {
      Document page = sound(TrainingReport.of(model, data).write(folder));

      List<Double> cards = texts(page, "dd").stream().limit(4).map(Double::parseDouble).toList();
      assertThat(texts(page, "dt")).contains("constant of the likelihood");
      assertThat(cards.get(1) + cards.get(2) + cards.get(3)).isCloseTo(cards.get(0), within(0.02));
      assertThat(cards.get(3)).isCloseTo(2.5 * Math.log(2 * Math.PI), within(0.005)); // D = 5
    }
  }

  @Test
  void aTablesInterpolationsSayUnderWhichConditionAndGapsAreDashes() throws Exception {
    float[][] rows = new float[40][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = table(40).row(row);
      rows[row][0] = row % 3 == 0 ? Float.NaN : rows[row][0];
    }
    Dataset data = Dataset.of(rows).with("size", sizes(40));
    try (GenerativeModel model =
        tiny()
            .reconstructionLoss(ReconstructionLoss.observed(ReconstructionLoss.MSE))
            .build()
            .fit(data)) {
      assertThat(
              sound(TrainingReport.of(model, data).write(folder))
                  .getDocumentElement()
                  .getTextContent())
          .contains(", under the condition of the first", "–");
    }
  }

  @Test
  void theLegendIsInTheFieldsOrder() {
    String[] names = {"zebra", "ape", "lion"};
    Dataset data = table(60);
    int[] kinds = new int[60];
    Arrays.setAll(kinds, row -> row % 3);
    data = data.with("kind", kinds, names);
    try (GenerativeModel model = tiny().build().fit(data)) {
      Subject subject = Subject.of(model, model.history(), data, Optional.empty());

      assertThat(new LatentMap(subject).legend()).containsExactly(names);
    }
  }

  @Test
  void warningsAreSaidInWords() throws Exception {
    Dataset data = images(30);
    try (GenerativeModel model = tiny().learningRate(1e-6).build().fit(data)) {

      Document page = sound(TrainingReport.of(model, data).write(folder));

      assertThat(page.getDocumentElement().getTextContent())
          .contains("The posterior has collapsed")
          .doesNotContain("Nothing looks wrong");
    }
  }

  @Test
  void theWorstRowsAreThoseThatTheModelExplainsWorst() {
    Dataset data = images(40);
    Dataset odd = Dataset.of(allBright(), data.shape()).labelled(new int[] {1}, 3);
    Dataset both = Dataset.of(concat(data, odd), data.shape()).labelled(labels(data, 1), 3);
    try (GenerativeModel model = tiny().epochs(30).build().fit(data)) {
      List<ScoredRow> worst = ScoredRow.worst(model, both, 10);

      assertThat(worst).hasSize(10);
      assertThat(worst.get(0).row()).isEqualTo(40);
      assertThat(worst)
          .extracting(ScoredRow::loss)
          .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
  }

  @Test
  void otherDataAndFoldersThatCannotBeAreRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (GenerativeModel model = tiny().build().fit(images(30))) {
      assertThatThrownBy(() -> TrainingReport.of(model, table(5)).write(folder))
          .isInstanceOf(InvalidConditionException.class);
      assertThatThrownBy(
              () -> TrainingReport.of(model, table(5).labelled(new int[5], 3)).write(folder))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageContaining("1×4×4");
      assertThatThrownBy(() -> TrainingReport.of(model, images(30)).write(file))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("report.html");
    }
  }

  /** Well-formed, complete, needs nothing from elsewhere, and can be heard as well as seen. */
  private static Document sound(Path file) throws Exception {
    String text = Files.readString(file);
    String withoutPictures = text.replaceAll("base64,[^\"]*", "");
    assertThat(withoutPictures.matches("(?s)<!DOCTYPE html>.*")).isTrue();
    assertThat(List.of("http:", "https:", "//", "url(", "@import", "NaN"))
        .noneMatch(withoutPictures::contains);
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(texts(page, "h2")).containsExactlyElementsOf(SECTIONS);
    for (Element link : elements(page, "a")) {
      String id = link.getAttribute("href").substring(1);
      assertThat(elements(page, "section")).extracting(s -> s.getAttribute("id")).contains(id);
    }
    for (Element image : elements(page, "img")) {
      assertThat(image.getAttribute("alt")).isNotBlank();
      assertPicture(image.getAttribute("src"));
    }
    elements(page, "source").forEach(source -> assertPicture(source.getAttribute("srcset")));
    return page;
  }

  private static void assertPicture(String source) {
    String start = "data:image/png;base64,";
    assertThat(source).startsWith(start);
    byte[] png = Base64.getDecoder().decode(source.substring(start.length()));
    try {
      assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> frames(Document page) {
    return elements(page, "img").stream()
        .map(image -> image.getAttribute("data-when"))
        .filter(when -> !when.isEmpty())
        .toList();
  }

  private static List<String> texts(Document page, String tag) {
    return elements(page, tag).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static double[] sizes(int rows) {
    double[] sizes = new double[rows];
    Arrays.setAll(sizes, row -> 1.5 * (row % 7));
    return sizes;
  }

  private static float[][] allBright() {
    float[][] row = new float[1][16];
    Arrays.fill(row[0], 1f);
    return row;
  }

  private static float[][] concat(Dataset a, Dataset b) {
    List<float[]> rows = new ArrayList<>();
    for (Dataset data : List.of(a, b)) {
      for (int row = 0; row < data.size(); row++) {
        rows.add(data.row(row));
      }
    }
    return rows.toArray(float[][]::new);
  }

  private static int[] labels(Dataset data, int last) {
    int[] labels = new int[(int) data.size() + 1];
    for (int row = 0; row < data.size(); row++) {
      labels[row] = data.label(row);
    }
    labels[labels.length - 1] = last;
    return labels;
  }
}
