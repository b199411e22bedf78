package dev.cvae.benchmarks.speed;

import com.google.gson.JsonParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One side of a contest: a process that measures itself and prints {@link Readings}.
 *
 * @param name for people
 * @param command what starts it, and its arguments
 */
record Contender(String name, List<String> command) {
  /**
   * Runs it to its end. To its own figures comes {@code first_output_ms}, from the start of the
   * process to the first character it printed.
   *
   * @param threads how many the engines are to use
   */
  Readings run(int threads) throws IOException, InterruptedException, ContenderFailedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String setting : List.of("OMP_NUM_THREADS", "CVAE_THREADS")) { // of engines, and our own
      builder.environment().put(setting, Integer.toString(threads));
    }
    long begin = System.nanoTime();
    Process process = builder.start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    double firstOutput;
    try (InputStream out = process.getInputStream()) {
      int first = out.read();
      firstOutput = (System.nanoTime() - begin) / 1e6;
      if (first >= 0) {
        printed.write(first);
      }
      out.transferTo(printed);
    }
    int exit = process.waitFor();
    if (exit != 0) {
      throw new ContenderFailedException("%s ended with %d: %s".formatted(name, exit, command));
    }
    if (printed.size() == 0) {
      throw new ContenderFailedException("%s printed nothing: %s".formatted(name, command));
    }
    Readings readings = parsed(printed.toString(StandardCharsets.UTF_8));
    readings.figures().put("first_output_ms", firstOutput);
    return readings;
  }

  private Readings parsed(String output) throws ContenderFailedException {
    try {
      return Readings.parse(output);
    } catch (JsonParseException e) {
      throw new ContenderFailedException(
          "%s printed what is not JSON: %s".formatted(name, e.getMessage()), e);
    }
  }
}
