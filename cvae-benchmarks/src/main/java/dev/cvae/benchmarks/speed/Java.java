package dev.cvae.benchmarks.speed;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands for JVMs of their own, of the kind that runs this one.
 *
 * @param classPath where classes are
 * @param options of the JVM
 */
record Java(String classPath, List<String> options) {
  private static final Predicate<String> RUNTIME =
      Pattern.compile("cvae-(api|runtime|benchmarks)\\b").asPredicate();
  private static final Predicate<String> NOT_DJL =
      Pattern.compile("mxnet|cvae-runtime\\b").asPredicate();

  /**
   * With the class path of users who chose one backend, a part of this program's own.
   *
   * @param backend {@code runtime}: the library in plain Java, no engine; {@code djl}: the library
   *     on DJL and PyTorch, and MNIST
   */
  static Java on(String backend) {
    Predicate<String> needed =
        switch (backend) {
          case "runtime" -> RUNTIME;
          case "djl" -> NOT_DJL.negate();
          default -> throw new IllegalArgumentException("no backend " + backend);
        };
    String all = System.getProperty("java.class.path");
    String some =
        Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
            .filter(needed)
            .collect(Collectors.joining(File.pathSeparator));
    return new Java(some, List.of());
  }

  /** With options. */
  Java with(String... moreOptions) {
    return new Java(classPath, List.of(moreOptions));
  }

  List<String> run(Class<?> program, String... arguments) {
    return run(program.getName(), arguments);
  }

  /** The command: the program, given to a new JVM. */
  List<String> run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
