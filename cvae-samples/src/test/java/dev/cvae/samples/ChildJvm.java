package dev.cvae.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in a Java machine of their own, with this one's class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Starts a main class; its error stream joins its output. */
  public static Process start(Class<?> main, String... args) throws IOException {
    return start(List.of(), main, args);
  }

  /** The same with options for the Java machine. */
  public static Process start(List<String> options, Class<?> main, String... args)
      throws IOException {
    return builder(options, main, args).redirectErrorStream(true).start();
  }

  /** What starts it, for a test that says where its streams go. */
  public static ProcessBuilder builder(List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }
}
