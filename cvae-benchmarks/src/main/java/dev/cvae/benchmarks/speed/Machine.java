package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What figures were taken on. */
final class Machine {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Those that decide which products an engine picks. */
  private static final Set<String> FLAGS =
      Set.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512_bf16",
          "avx512_vnni",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "sve",
          "bf16");

  private Machine() {}

  /** Processor, cores, memory, operating system and JDK, in a line. */
  static String description() throws IOException {
    List<String> processor = Files.exists(PROCESSOR) ? Files.readAllLines(PROCESSOR) : List.of();
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%s (%s), %d cores, %.0f GiB, %s %s, JDK %s",
        processorName(processor),
        flags(processor),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / (double) (1 << 30),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"));
  }

  /** Its model, and family and model number, as names like "AMD EPYC" say little. */
  static String processorName(List<String> cpuinfo) {
    return "%s, family %s, model %s"
        .formatted(
            value("model name", cpuinfo), value("cpu family", cpuinfo), value("model", cpuinfo));
  }

  /** Of the processor's flags those that matter here. */
  static String flags(List<String> cpuinfo) {
    String all = value("flags", cpuinfo) + " " + value("Features", cpuinfo);
    return Arrays.stream(all.split(" ")).filter(FLAGS::contains).collect(Collectors.joining(" "));
  }

  private static String value(String key, List<String> cpuinfo) {
    return cpuinfo.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip())
        .findFirst()
        .orElse("unknown");
  }
}
