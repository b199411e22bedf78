package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, with what the page said and asked for. */
final class Browser implements AutoCloseable {
  static final int PHONE_WIDTH = 360; // CSS pixels

  static final Path SCREENSHOTS =
      Path.of(System.getProperty("cvae.web.dir", ""), "target", "screenshots");

  private static final Optional<Path> CHROMIUM = Programs.find("chromium");
  private static final Optional<Path> CHROMEDRIVER = Programs.find("chromedriver");
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE); // it warns of browsers that are newer than itself
  }

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Whether a test that needs a browser is to run: it is skipped where Chromium is not installed,
   * but not with the environment variable {@code CVAE_BROWSER_REQUIRED=true}.
   */
  static boolean isWanted() {
    boolean installed = CHROMIUM.isPresent() && CHROMEDRIVER.isPresent();
    return installed || "true".equals(System.getenv("CVAE_BROWSER_REQUIRED"));
  }

  /** Starts Chromium, or fails where it is not installed. */
  static Browser start() {
    assertThat(CHROMIUM).as("chromium on the path").isPresent();
    assertThat(CHROMEDRIVER).as("chromedriver on the path").isPresent();
    ChromeDriverService service = // with its path given, Selenium looks for none on the network
        new ChromeDriverService.Builder()
            .usingDriverExecutable(CHROMEDRIVER.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options(CHROMIUM.orElseThrow())));
  }

  private static ChromeOptions options(Path chromium) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // containers run as root
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1000,800");
    return options;
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

  /** The addresses that pages asked for since the last call. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entryIn(new Json().toType(entry.getMessage(), Json.MAP_TYPE), "message"))
        .filter(message -> "Network.requestWillBeSent".equals(message.get("method")))
        .map(message -> entryIn(entryIn(message, "params"), "request"))
        .map(request -> String.valueOf(request.get("url")))
        .toList();
  }

  private static Map<?, ?> entryIn(Map<?, ?> json, String name) {
    return (Map<?, ?>) json.get(name);
  }

  /** Makes the window a phone's. */
  void becomePhone() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", PHONE_WIDTH, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  /** Prefers dark colours from now on. */
  void becomeDark() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  /** Keeps a picture of the window under {@code target/screenshots}. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
