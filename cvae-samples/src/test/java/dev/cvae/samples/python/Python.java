package dev.cvae.samples.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python with numpy and torch, if this machine has one: {@code CVAE_PYTHON} in the environment,
 * or {@code python3}.
 */
final class Python {
  private static final String PROGRAM =
      Optional.ofNullable(System.getenv("CVAE_PYTHON")).orElse("python3");
  private static final boolean HAS_TORCH = hasTorch();

  private Python() {}

  /** Runs one of the scripts in docs/python, which prints JSON; skips the test without torch. */
  static JsonObject run(String script, Object... arguments) throws Exception {
    Process process = start(script, arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return JsonParser.parseString(output).getAsJsonObject();
  }

  /** Runs a script that fails, and returns what it says. */
  static String fail(String script, Object... arguments) throws Exception {
    Process process = start(script, arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(1);
    return output;
  }

  private static Process start(String script, Object... arguments) throws IOException {
    assumeTrue(
        HAS_TORCH, PROGRAM + " has no numpy and torch (CVAE_PYTHON may name one): not compared");
    Path scripts = Path.of(System.getProperty("cvae.samples.dir"), "..", "docs", "python");
    List<String> command = new ArrayList<>(List.of(PROGRAM, scripts.resolve(script).toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder.start();
  }

  private static boolean hasTorch() {
    try {
      Process process =
          new ProcessBuilder(PROGRAM, "-c", "import numpy, torch")
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
