package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.Scaling;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A report of some digits in Chromium; its pictures are kept as build output, to be looked at. */
@EnabledIf(
    value = "dev.cvae.report.Chromium#isWanted",
    disabledReason = "skipped: chromium and chromedriver are not both on the path")
class ReportInBrowserTest {
  private static final int EPOCHS = 3;

  @TempDir private static Path folder;
  private static String address = "";
  private static Chromium browser;

  @BeforeAll
  static void write() {
    Dataset train = Mnist.train().first(3000);
    Dataset test = Mnist.test().first(500);
    EpochSamples samples = EpochSamples.of(test);
    try (GenerativeModel model =
        Cvae.builder()
            .latent(10)
            .hidden(64)
            .epochs(EPOCHS)
            .seed(1)
            .modelListener(samples)
            .build()
            .fit(train, test)) {
      Path file = TrainingReport.of(model, test).samples(samples).write(folder);
      address = file.toUri().toString();
    }
    browser = Chromium.start();
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.width(1100);
    browser.show("screen", "light");
    browser.driver().get(address);
  }

  @Test
  void theSliderShowsWhatWasGeneratedAfterEachEpoch() {
    WebElement slider = element(".film input");
    String fitted = frame();
    assertThat(output()).isEqualTo("of the fitted model");

    slider.sendKeys(Keys.HOME);
    assertThat(output()).isEqualTo("after epoch 1");
    assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("after epoch 1");
    assertThat(frame()).isNotEqualTo(fitted);
    slider.sendKeys(Keys.ARROW_RIGHT);
    assertThat(output()).isEqualTo("after epoch 2");
    slider.sendKeys(Keys.END);

    assertThat(frame()).isEqualTo(fitted);
    assertThat(browser.console()).isEmpty();
    browser.picture("screen");
  }

  @Test
  void chartsOfADarkPageAreDark() {
    String light = chart();
    browser.show("screen", "dark");
    browser.driver().get(address);

    assertThat(chart()).isNotEqualTo(light);
    assertThat(browser.console()).isEmpty();
    browser.picture("dark");
  }

  @Test
  void paperHasTheSamplesOfTheFittedModelWhereverTheSliderIs() throws Exception {
    String fitted = frame();
    element(".film input").sendKeys(Keys.HOME);
    browser.show("print", "dark");

    assertThat(frame()).isEqualTo(fitted);
    assertThat(element(".film .controls").isDisplayed()).isFalse();
    assertThat(element("nav").isDisplayed()).isFalse();
    browser.picture("paper");
    assertThat(Files.readString(browser.print("paper"), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF-");
  }

  @Test
  void aPhoneScrollsNothingSideways() {
    browser.width(360);

    Object overhang =
        browser
            .driver()
            .executeScript(
                "return document.documentElement.scrollWidth"
                    + " - document.documentElement.clientWidth");
    assertThat(overhang).isEqualTo(0L);
    browser.picture("phone");
  }

  @Test
  void tablesAreNotWiderThanPaperAndAPhoneReachesTheirValues() {
    browser.driver().get(tableReport().toUri().toString());
    browser.show("print", "light");
    browser.width(700); // of 718 on A4

    assertThat(overhangs("table")).isNotEmpty().allMatch(pixels -> pixels <= 0);
    browser.picture("table-paper");

    browser.show("screen", "light");
    browser.width(360);
    assertThat(overhangs("section")).allMatch(pixels -> pixels <= 0);
    assertThat(
            browser
                .driver()
                .executeScript(
                    "return getComputedStyle(document.querySelector('.scroll')).overflowX"))
        .isEqualTo("auto");
    browser.picture("table-phone");
  }

  /** Eight features and a condition of three fields. */
  private static Path tableReport() {
    double[] numbers = new double[60];
    int[] kinds = new int[60];
    float[][] rows = new float[60][8];
    RandomStream random = RandomStream.of(4);
    for (int row = 0; row < rows.length; row++) {
      kinds[row] = row % 2;
      numbers[row] = 20 + 45 * random.uniform(row);
      for (int i = 0; i < 8; i++) {
        rows[row][i] = (float) (20_000 + 1e5 * random.uniform(100 + 8L * row + i));
      }
    }
    Dataset data =
        Dataset.of(rows)
            .with("job", kinds, "baker", "a pilot of large aeroplanes")
            .with("age", numbers)
            .with("height", numbers);
    try (GenerativeModel model =
        Fits.tiny()
            .scaling(Scaling.standardised())
            .reconstructionLoss(ReconstructionLoss.gaussian())
            .build()
            .fit(data, data)) {
      return TrainingReport.of(model, data).write(folder.resolve("table"));
    }
  }

  /** How many pixels each such element stands out of the page to the right. */
  private static List<Long> overhangs(String css) {
    List<?> pixels =
        (List<?>)
            browser
                .driver()
                .executeScript(
                    "document.querySelectorAll('details').forEach(d => { d.open = true; });"
                        + "return [...document.querySelectorAll(arguments[0])].map(e =>"
                        + " Math.floor(e.getBoundingClientRect().right"
                        + " - document.documentElement.clientWidth))",
                    css);
    return pixels.stream().map(Long.class::cast).toList();
  }

  private static WebElement element(String css) {
    return browser.driver().findElement(By.cssSelector(css));
  }

  /** The one page of samples that is seen. */
  private static String frame() {
    List<WebElement> seen =
        browser.driver().findElements(By.cssSelector(".frames img")).stream()
            .filter(WebElement::isDisplayed)
            .toList();
    assertThat(seen).hasSize(1);
    return mark(seen.get(0).getDomAttribute("src"));
  }

  private static String output() {
    return element(".film output").getText();
  }

  /** The picture that the browser chose for the first chart. */
  private static String chart() {
    return mark(
        browser.driver().executeScript("return document.querySelector('picture img').currentSrc"));
  }

  /** Short, and another one for another picture. */
  private static String mark(Object source) {
    return Integer.toHexString(source.hashCode());
  }
}
