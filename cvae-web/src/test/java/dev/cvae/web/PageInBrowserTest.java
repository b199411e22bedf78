package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.Sampler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The exported page of the article's model, after some training, in Chromium. */
@EnabledIf(
    value = "dev.cvae.web.Browser#isWanted",
    disabledReason = "skipped: chromium and chromedriver are not both on the path")
class PageInBrowserTest {
  private static final int LATENT = 256;

  /** Milliseconds for one picture, z and means, over many of them. */
  private static final String TIME_OF_A_DRAW =
      """
      const noise = new Float32Array(cvae.latent).fill(0.5);
      const draw = (i) => {
        const condition = {label: i % 10};
        return cvae.decode(cvae.latentOf({choice: 0.5, noise}, condition), condition);
      };
      for (let i = 0; i < 50; i++) {
        draw(i);
      }
      const start = performance.now();
      for (let i = 0; i < 500; i++) {
        draw(i);
      }
      return (performance.now() - start) / 500;
      """;

  /** Presses the button with a link that keeps what it would have downloaded. */
  private static final String DOWNLOADED =
      """
      const done = arguments[0];
      URL.createObjectURL = (blob) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(blob);
        return 'data:,';
      };
      HTMLAnchorElement.prototype.click = () => {};
      document.getElementById('download').click();
      """;

  @TempDir private static Path folder;
  private static Browser browser;
  private static GenerativeModel model;
  private static WebServer server;

  @BeforeAll
  static void exportAModel() {
    browser = Browser.start();
    model =
        Cvae.builder()
            .latent(LATENT)
            .batchSize(64)
            .epochs(3)
            .seed(0)
            .sampler(Sampler.gaussianMixture().maxComponents(1))
            .build()
            .fit(Mnist.train().first(12_000));
    System.out.println(WebExport.write(model, folder));
    server = WebServer.start(model, ServerOptions.defaults().port(0));
  }

  @AfterAll
  static void closeAll() {
    Stream.of(browser, server, model)
        .filter(resource -> resource != null)
        .forEach(PageInBrowserTest::close);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> addresses() {
    return Stream.of(fromDisk(), server.address().toString());
  }

  private static String fromDisk() {
    return folder.resolve("index.html").toUri().toString();
  }

  private static OpenPage open() {
    return OpenPage.at(browser, fromDisk());
  }

  @AfterEach
  void thePageWasQuiet() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(
            url ->
                url.startsWith("file:")
                    || url.startsWith("data:")
                    || url.startsWith(server.address().toString()));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void aTypedNumberIsDrawnAndRedrawnAnew(String address) {
    OpenPage page = OpenPage.at(browser, address);
    page.type("2026");

    assertThat(page.names())
        .containsExactly("2; draw anew", "0; draw anew", "2; draw anew", "6; draw anew");
    assertThat(page.list(OpenPage.MOST_INK))
        .hasSize(4)
        .allMatch(ink -> ((Number) ink).intValue() > 80);
    assertThat(page.status()).isEqualTo("Drew 2026.");
    List<Object> first = page.pictures();
    assertThat(first).doesNotHaveDuplicates(); // the two 2s differ

    page.element("redraw").click();

    assertThat(page.pictures()).hasSize(4).doesNotContainAnyElementsOf(first);
    assertThat(page.status()).isEqualTo("Drew 2026 anew.");
    browser.screenshot(address.startsWith("file:") ? "from-disk" : "from-server");
  }

  @Test
  void typingDrawsOnlyWhatChanged() {
    OpenPage page = open();
    page.type("2026");
    List<Object> before = page.pictures();

    page.element("text").sendKeys(Keys.HOME, "1");
    assertThat(page.pictures()).hasSize(5).endsWith(before.toArray());

    page.element("text").sendKeys(Keys.END, Keys.BACK_SPACE, Keys.ARROW_LEFT, "9");
    List<Object> after = page.pictures();
    assertThat(after).hasSize(5);
    assertThat(after.subList(1, 3)).isEqualTo(before.subList(0, 2)); // 1 2 0 9 2
    assertThat(after.get(4)).isEqualTo(before.get(2));
  }

  @Test
  void whatIsNoDigitIsLeftOutAndThePageSaysSo() {
    OpenPage page = open();
    page.type("12a-3");
    page.element("text").sendKeys("x");
    assertThat(page.element("text").getDomProperty("value")).isEqualTo("123");
    assertThat(page.status()).isEqualTo("Only 0 to 9 can be drawn, at most 20.");

    page.type("123456789012345678901");
    assertThat(page.pictures()).hasSize(20);
    browser.screenshot("twenty");

    page.element("text").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    assertThat(page.pictures()).isEmpty();
    assertThat(page.status()).isEqualTo("Nothing to draw yet.");
  }

  @Test
  void pressingADigitRedrawsItAlone() {
    OpenPage page = open();
    page.type("2026");
    List<Object> before = page.pictures();

    page.elements("#paper button").get(1).click();

    List<Object> after = page.pictures();
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    after.set(1, before.get(1));
    assertThat(after).isEqualTo(before);
    assertThat(page.status()).isEqualTo("Drew 0 anew.");
  }

  @Test
  void oneHandwritingIsTheSameLatentForAllDigits() {
    OpenPage page = open();
    page.type("3737");
    assertThat(page.pictures()).doesNotHaveDuplicates();

    page.element("one-hand").click();

    List<Object> first = page.pictures();
    assertThat(first.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(first.subList(2, 4));
    page.element("text").sendKeys(Keys.END, "7"); // typed later, in the same hand
    assertThat(page.pictures().get(4)).isEqualTo(first.get(1));
    page.element("redraw").click();
    List<Object> next = page.pictures();
    assertThat(next).doesNotContainAnyElementsOf(first);
    assertThat(new HashSet<>(next)).hasSize(2);
    page.type("0123456789");
    browser.screenshot("one-handwriting");
  }

  @Test
  void withoutTemperatureDigitsLookAlike() {
    OpenPage page = open();
    page.type("55");
    assertThat(page.pictures()).doesNotHaveDuplicates();

    page.slide("temperature", Keys.HOME);

    assertThat(page.element("temperature-value").getText()).isEqualTo("0.00");
    assertThat(new HashSet<>(page.pictures())).hasSize(1);
  }

  @Test
  void aWalkChangesAllDigitsAndComesBack() {
    OpenPage page = open();
    page.type("58");
    List<Object> start = page.pictures();

    page.slide("walk-0", Keys.ARROW_RIGHT);
    List<Object> across = page.pictures();
    page.slide("walk-1", Keys.END);
    assertThat(across).doesNotContainAnyElementsOf(start);
    assertThat(page.pictures()).doesNotContainAnyElementsOf(across);
    assertThat(page.element("walk-0-value").getText()).isEqualTo("0.1");
    assertThat(page.element("walk-1-value").getText()).isEqualTo("3.0");

    page.element("centre").click();
    page.nextFrame();
    assertThat(page.pictures()).isEqualTo(start);
  }

  @Test
  void thePadWalksBothWays() {
    OpenPage page = open();
    WebElement pad = page.element("pad");
    int quarter = pad.getSize().getWidth() / 4;

    new Actions(page.driver())
        .moveToElement(pad)
        .clickAndHold()
        .moveByOffset(quarter, -quarter)
        .release()
        .perform();

    assertThat(Double.parseDouble(page.element("walk-0-value").getText()))
        .isCloseTo(1.5, within(0.2));
    assertThat(Double.parseDouble(page.element("walk-1-value").getText()))
        .isCloseTo(1.5, within(0.2));
    page.nextFrame();
    browser.screenshot("walk");
  }

  @Test
  void thePictureCanBeDownloaded() throws IOException {
    OpenPage page = open();
    page.type("123456789012");

    String url = (String) page.driver().executeAsyncScript(DOWNLOADED);

    assertThat(url).startsWith("data:image/png;base64,");
    byte[] png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(sheet.getWidth()).isEqualTo(10 * 8 * 28);
    assertThat(sheet.getHeight()).isEqualTo(2 * 8 * 28);
    Files.write(Browser.SCREENSHOTS.resolve("downloaded.png"), png);
  }

  @Test
  void theKeyboardReachesEverything() {
    OpenPage page = open();

    List<String> stops = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      page.press(Keys.TAB);
      stops.add(page.driver().switchTo().activeElement().getAccessibleName());
    }

    assertThat(stops.subList(0, 3)).containsExactly("Type a number", "Draw anew", "0; draw anew");
    assertThat(stops.subList(12, 18))
        .containsExactly(
            "One handwriting for all", "Temperature", "Download picture", "Across", "Up", "Back");
  }

  @Test
  void theKeyboardAloneTypesDrawsAndRedraws() {
    OpenPage page = open();
    page.press(Keys.TAB);
    page.press(Keys.chord(Keys.CONTROL, "a"), "47");
    List<Object> first = page.pictures();
    assertThat(first).hasSize(2);

    page.press(Keys.ENTER);
    List<Object> second = page.pictures();
    assertThat(second).doesNotContainAnyElementsOf(first);

    page.press(Keys.TAB);
    page.press(Keys.TAB);
    page.press(Keys.SPACE);
    assertThat(page.pictures().get(0)).isNotEqualTo(second.get(0));
    assertThat(page.pictures().get(1)).isEqualTo(second.get(1));
    assertThat(page.driver().switchTo().activeElement().getAccessibleName())
        .isEqualTo("4; draw anew");
    browser.screenshot("keyboard");
  }

  @Test
  void everyControlHasANameAndWhatIsSaidIsAnnounced() {
    OpenPage page = open();

    assertThat(page.elements("input, button, select"))
        .filteredOn(WebElement::isDisplayed)
        .hasSizeGreaterThan(15)
        .allSatisfy(control -> assertThat(control.getAccessibleName()).isNotBlank());
    assertThat(page.element("status").getAriaRole()).isEqualTo("status");
    assertThat(page.element("status").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(page.elements("h1")).hasSize(1);
  }

  @Test
  void thePageComputesWhatJavaDoes() {
    OpenPage page = open();
    float[][] z = new float[1][LATENT];
    RandomStream.of(3).normals(0, z[0]);
    List<Float> latent = new ArrayList<>();
    for (float value : z[0]) {
      latent.add(value);
    }
    PageModel.Rounded rounded =
        PageModel.of(model.toFile()).rounded(WeightPrecision.INT8, List.of());
    try (GenerativeModel java = RoundingCost.open(rounded.file(), LoadOptions.defaults())) {
      for (int digit = 0; digit < 10; digit++) {
        float[] expected = java.decode(z, Condition.label(digit)).row(0);
        List<Object> drawn =
            page.list(
                "return Array.from(cvae.decode(arguments[0], arguments[1]))",
                latent,
                Map.of("label", digit));
        assertThat(drawn).hasSize(expected.length);
        for (int pixel = 0; pixel < expected.length; pixel++) {
          assertThat(((Number) drawn.get(pixel)).doubleValue())
              .as("digit %d, pixel %d", digit, pixel)
              .isCloseTo(expected[pixel], within(1e-5));
        }
      }
    }
  }

  /** Nothing is asserted of the time: it is kept beside the screenshots, and in docs/web.md. */
  @Test
  void theTimeOfADrawIsKept() throws IOException {
    OpenPage page = open();

    double milliseconds = ((Number) page.driver().executeScript(TIME_OF_A_DRAW)).doubleValue();

    String line = String.format(Locale.ROOT, "%.3f ms for each digit drawn%n", milliseconds);
    Files.createDirectories(Browser.SCREENSHOTS);
    Files.writeString(Browser.SCREENSHOTS.resolve("draw-time.txt"), line);
  }

  @Test
  void aPhoneNeedsNoSidewaysScrollingInLightAndDark() {
    try (Browser phone = Browser.start()) {
      phone.becomePhone();
      OpenPage page = OpenPage.at(phone, fromDisk());
      assertThat(page.overhang()).as("pixels beyond the right edge").isZero();
      phone.screenshot("phone");

      phone.becomeDark();
      page.type("20182026201820262018");
      assertThat(page.overhang()).as("pixels beyond the right edge").isZero();
      assertThat(page.driver().executeScript("return getComputedStyle(document.body).color"))
          .isEqualTo("rgb(233, 231, 225)");
      phone.screenshot("phone-dark");
      assertThat(phone.console()).isEmpty();
    }
    open();
  }
}
