package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContenderTest {
  /** A JVM that prints its version to the standard error, or with two dashes to the output. */
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void oneThatPrintsNothingHasFailed() {
    assertThatThrownBy(() -> new Contender("silent", List.of(JAVA, "-version")).run(1))
        .isInstanceOf(ContenderFailedException.class)
        .hasMessageContaining("silent printed nothing");
  }

  @Test
  void oneThatEndsWithAnErrorHasFailed() {
    assertThatThrownBy(() -> new Contender("lost", List.of(JAVA, "NoSuchProgram")).run(1))
        .isInstanceOf(ContenderFailedException.class)
        .hasMessageContaining("lost ended with 1");
  }
}
