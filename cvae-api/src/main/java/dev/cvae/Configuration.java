package dev.cvae;

import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.network.CustomNetwork;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a deployment may choose: {@code backend}, {@code engine}, {@code device},
 * {@code threads} and {@code precision}. The code comes first, then the system property {@code
 * cvae.engine}, the environment variable {@code CVAE_ENGINE}, and {@code engine} in {@code
 * cvae.properties} on the class path.
 */
final class Configuration {
  private static final String FILE = "cvae.properties";
  private static final int MOST_THREADS = 1024;

  private Configuration() {}

  static RuntimeSettings resolve(
      Optional<String> engine,
      Optional<String> device,
      OptionalInt threads,
      List<CustomNetwork> networks) {
    OptionalInt configuredThreads =
        threads.isPresent()
            ? threads
            : find("threads").map(Configuration::parseThreads).map(OptionalInt::of).orElse(threads);
    return new RuntimeSettings(
        engine.or(() -> find("engine")),
        device.or(() -> find("device")),
        configuredThreads,
        networks);
  }

  /** The settings of a fit to begin with. */
  static TrainingSettings training() {
    TrainingSettings settings = TrainingSettings.defaults();
    return find("precision").map(Precision::named).map(settings::precision).orElse(settings);
  }

  static Optional<String> find(String setting) {
    return given(System.getProperty("cvae." + setting))
        .or(() -> given(System.getenv("CVAE_" + setting.toUpperCase(Locale.ROOT))))
        .or(() -> given(file().getProperty(setting)));
  }

  private static Optional<String> given(@Nullable String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  static String notBlank(String setting, String value) {
    if (value.isBlank()) {
      throw InvalidSettingException.of(setting, "must not be blank", '"' + value + '"');
    }
    return value;
  }

  static int checkThreads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw InvalidSettingException.of("threads", "must lie in 1.." + MOST_THREADS, count);
    }
    return count;
  }

  private static int parseThreads(String text) {
    try {
      return checkThreads(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new InvalidSettingException("threads must be a whole number, was " + text, e);
    }
  }

  private static Properties file() {
    Properties properties = new Properties();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(FILE)
            : loader.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BackendException(
          "cannot read " + FILE + " on the class path: " + e.getMessage(), e);
    }
    return properties;
  }
}
