package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window that looks at a report, on screen, in the dark and on paper. */
final class Chromium implements AutoCloseable {
  private static final Path PICTURES =
      Path.of(System.getProperty("cvae.report.dir", ""), "target", "screenshots");

  private static final Optional<Path> BROWSER = find("chromium");
  private static final Optional<Path> DRIVER = find("chromedriver");
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE); // it warns of browsers that are newer than itself
  }

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Whether a test that needs a browser is to run: it is skipped where Chromium is not installed,
   * but not with the environment variable {@code CVAE_BROWSER_REQUIRED=true}.
   */
  static boolean isWanted() {
    boolean installed = BROWSER.isPresent() && DRIVER.isPresent();
    return installed || "true".equals(System.getenv("CVAE_BROWSER_REQUIRED"));
  }

  static Chromium start() {
    assertThat(BROWSER).as("chromium on the path").isPresent();
    assertThat(DRIVER).as("chromedriver on the path").isPresent();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.orElseThrow().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // containers run as root
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1100,900");
    ChromeDriverService service = // with its path given, Selenium looks for none on the network
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** The console's lines since the last call. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** Shows pages as on such a medium, to people who prefer such colours. */
  void show(String medium, String colours) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** Makes the window so wide, in CSS pixels. */
  void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Keeps a picture of the whole page under {@code target/screenshots}. */
  void picture(String name) {
    keep(
        name + ".png",
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true)));
  }

  /** Keeps the page as it is printed, on A4, and gives the file. */
  Path print(String name) {
    return keep(
        name + ".pdf",
        driver.executeCdpCommand(
            "Page.printToPDF",
            Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", false)));
  }

  private static Path keep(String file, Map<String, Object> answer) {
    try {
      Files.createDirectories(PICTURES);
      byte[] bytes = Base64.getDecoder().decode(String.valueOf(answer.get("data")));
      return Files.write(PICTURES.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
