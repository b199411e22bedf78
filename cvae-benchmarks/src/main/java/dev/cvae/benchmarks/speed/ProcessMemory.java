package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the whole process takes of the machine's memory, heap and engine together, on Linux. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** The most so far, in MiB. */
  static double peak() throws IOException {
    return mebibytes("VmHWM", Files.readAllLines(STATUS));
  }

  /** At present, in MiB. */
  static double resident() throws IOException {
    return mebibytes("VmRSS", Files.readAllLines(STATUS));
  }

  static double mebibytes(String field, List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) / 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + field));
  }
}
