package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.file.ModelFile;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The exported page of the article's model, after one epoch, in Chromium. */
@EnabledIf(
    value = "dev.cvae.samples.web.Browser#isWanted",
    disabledReason = "skipped: chromium and chromedriver are not both on the path")
class PageInBrowserTest {
  private static final String PICTURES =
      "return [...document.querySelectorAll('#paper canvas')].map((canvas) => canvas.toDataURL())";
  private static final String MOST_INK = // of each canvas, 0 to 255
      """
      return [...document.querySelectorAll('#paper canvas')].map((canvas) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext('2d', {willReadFrequently: true});
        context.drawImage(canvas, 0, 0);
        const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
        return Math.max(...data.filter((_, i) => i % 4 === 3));
      })
      """;

  @TempDir private static Path folder;
  private static Browser browser;
  private static GenerativeModel rounded;
  private static PageServer server;

  @BeforeAll
  static void exportAModel() throws IOException {
    browser = Browser.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GenerativeModel model =
        Cvae.builder().latent(256).epochs(1).seed(0).build().fit(Mnist.train())) {
      System.out.println(WebExport.write(model, Mnist.test(), folder, LoadOptions.defaults()));
      model.save(bytes);
    }
    ModelFile file = ModelFile.read(new ByteArrayInputStream(bytes.toByteArray()));
    bytes.reset();
    DigitDecoder.of(file).rounded().write(bytes);
    rounded = GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()));
    server = new PageServer(folder);
  }

  @AfterAll
  static void closeAll() {
    Stream.of(browser, rounded, server)
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
    return Stream.of(fromDisk(), server.url());
  }

  private static String fromDisk() {
    return folder.resolve("index.html").toUri().toString();
  }

  @AfterEach
  void thePageWasQuiet() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:") || isOurs(url));
    assertThat(server.asked()).isSubsetOf("/", "/cvae.js", "/weights.js");
  }

  private static boolean isOurs(String url) {
    return url.startsWith(server.url());
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void aTypedNumberIsDrawnAndRedrawnAnew(String address) {
    open(address);
    type("2026");

    assertThat(texts(canvases(), "aria-label"))
        .containsExactly("2, handwritten", "0, handwritten", "2, handwritten", "6, handwritten");
    assertThat(list(MOST_INK)).hasSize(4).allMatch(ink -> ((Number) ink).intValue() > 80);
    assertThat(status()).isEqualTo("Drew 2026.");
    List<Object> first = list(PICTURES);
    assertThat(first).doesNotHaveDuplicates(); // the two 2s differ

    browser.driver().findElement(By.id("redraw")).click();

    assertThat(list(PICTURES)).hasSize(4).doesNotContainAnyElementsOf(first);
    assertThat(status()).isEqualTo("Drew 2026 again.");
    browser.screenshot(address.startsWith("file:") ? "from-disk" : "from-server");
  }

  @Test
  void typingDrawsOnlyWhatChanged() {
    open(fromDisk());
    type("2026");
    List<Object> before = list(PICTURES);

    number().sendKeys(Keys.HOME, "1");
    assertThat(list(PICTURES)).hasSize(5).endsWith(before.toArray());

    number().sendKeys(Keys.END, Keys.BACK_SPACE, Keys.ARROW_LEFT, "9");
    List<Object> after = list(PICTURES);
    assertThat(after).hasSize(5);
    assertThat(after.subList(1, 3)).isEqualTo(before.subList(0, 2)); // 1 2 0 9 2
    assertThat(after.get(4)).isEqualTo(before.get(2));
  }

  @Test
  void enterRedraws() {
    open(fromDisk());
    type("7");
    List<Object> before = list(PICTURES);

    number().sendKeys(Keys.ENTER);

    assertThat(list(PICTURES)).hasSize(1).isNotEqualTo(before);
  }

  @Test
  void whatIsNoDigitIsLeftOutAndThePageSaysSo() {
    open(fromDisk());
    type("12a-3");
    number().sendKeys("x");
    assertThat(number().getDomProperty("value")).isEqualTo("123");
    assertThat(status()).isEqualTo("Only the digits 0 to 9 can be drawn, at most 12.");

    type("1234567890123");
    assertThat(canvases()).hasSize(12);

    number().sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    assertThat(canvases()).isEmpty();
    assertThat(status()).isEqualTo("Nothing to draw yet.");
  }

  @Test
  void thePageComputesWhatJavaDoes() {
    open(fromDisk());
    float[][] z = new float[1][256];
    RandomStream.of(3).normals(0, z[0]);
    List<Float> latent = new ArrayList<>();
    for (float value : z[0]) {
      latent.add(value);
    }

    for (int digit = 0; digit < 10; digit++) {
      float[] java = rounded.decode(z, Condition.label(digit)).row(0);
      List<Object> page =
          list("return Array.from(window.cvae.decode(arguments[0], arguments[1]))", latent, digit);
      assertThat(page).hasSize(java.length);
      for (int pixel = 0; pixel < java.length; pixel++) {
        assertThat(((Number) page.get(pixel)).doubleValue())
            .as("digit %d, pixel %d", digit, pixel)
            .isCloseTo(java[pixel], within(1e-3));
      }
    }
  }

  @Test
  void aPhoneNeedsNoSidewaysScrollingInLightAndDark() {
    try (Browser phone = Browser.start()) {
      phone.becomePhone();
      phone.driver().get(fromDisk());
      assertThat(overhang(phone)).as("pixels beyond the right edge").isLessThanOrEqualTo(0);
      phone.screenshot("phone");

      phone.becomeDark();
      WebElement field = phone.driver().findElement(By.id("number"));
      field.clear();
      field.sendKeys("201820262018");
      assertThat(overhang(phone)).as("pixels beyond the right edge").isLessThanOrEqualTo(0);
      phone.screenshot("phone-dark");
      assertThat(phone.console()).isEmpty();
    }
    open(fromDisk());
  }

  private static long overhang(Browser phone) {
    String width = "return document.documentElement.scrollWidth";
    return ((Number) phone.driver().executeScript(width)).longValue() - Browser.PHONE_WIDTH;
  }

  private static void open(String address) {
    browser.driver().get(address);
  }

  private static void type(String text) {
    number().clear();
    number().sendKeys(text);
  }

  private static WebElement number() {
    return browser.driver().findElement(By.id("number"));
  }

  private static String status() {
    return browser.driver().findElement(By.id("status")).getText();
  }

  private static List<WebElement> canvases() {
    return browser.driver().findElements(By.cssSelector("#paper canvas"));
  }

  private static List<String> texts(List<WebElement> elements, String attribute) {
    return elements.stream().map(element -> element.getDomAttribute(attribute)).toList();
  }

  @SuppressWarnings("unchecked") // a JavaScript array arrives as a List<Object>
  private static List<Object> list(String script, Object... arguments) {
    return (List<Object>) browser.driver().executeScript(script, arguments);
  }
}
