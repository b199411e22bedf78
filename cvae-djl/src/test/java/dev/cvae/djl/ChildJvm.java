package dev.cvae.djl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A program in a JVM of its own, as a host application would start it. Immutable. */
final class ChildJvm {
  private final List<String> classPath;
  private final List<String> options;
  private final Map<String, String> environment;

  private ChildJvm(List<String> classPath, List<String> options, Map<String, String> environment) {
    this.classPath = classPath;
    this.options = options;
    this.environment = environment;
  }

  /** What came of a program. */
  record Result(int exitCode, String out, String err) {}

  /** A JVM with the class path of the tests and nothing configured. */
  static ChildJvm withTestClassPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      if (entry.endsWith("*")) { // as on a command line
        String[] jars = Path.of(entry).getParent().toFile().list();
        if (jars != null) {
          for (String jar : jars) {
            entries.add(Path.of(entry).resolveSibling(jar).toString());
          }
        }
      } else {
        entries.add(entry);
      }
    }
    return new ChildJvm(entries, List.of("-Xmx256m"), Map.of());
  }

  /** Without the jars whose name begins so. */
  ChildJvm without(String... beginnings) {
    Predicate<String> unwanted =
        entry ->
            Arrays.stream(beginnings).anyMatch(Path.of(entry).getFileName().toString()::startsWith);
    return new ChildJvm(
        classPath.stream().filter(unwanted.negate()).toList(), options, environment);
  }

  /** With a folder in front. */
  ChildJvm withFolder(Path folder) {
    List<String> entries = new ArrayList<>(classPath);
    entries.add(0, folder.toString());
    return new ChildJvm(entries, options, environment);
  }

  ChildJvm with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new ChildJvm(classPath, all, environment);
  }

  ChildJvm withVariable(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new ChildJvm(classPath, options, all);
  }

  Result run(Class<?> program, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      ProcessBuilder builder =
          builder(program, arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
      int exitCode = builder.start().waitFor();
      return new Result(exitCode, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a program; what it says is to be read from the process, in one stream. */
  Process start(Class<?> program, String... arguments) throws IOException {
    return builder(program, arguments).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ChildJvm::isSetting);
    builder.environment().putAll(environment);
    return builder;
  }

  /** What would configure the child without the test saying so. */
  private static boolean isSetting(String variable) {
    return variable.startsWith("CVAE_")
        || variable.equals("DJL_OFFLINE")
        || variable.equals("OPT_OUT_TRACKING")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }
}
