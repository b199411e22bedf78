package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.samples.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command. */
class CvaeCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "generate",
        "reconstruct",
        "evaluate",
        "encode",
        "info",
        "export-web",
        "export-onnx",
        "serve-web"
      })
  void helpShowsTheOptionsAndTheExitCodes(String command) {
    Result result = cvae(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: cvae " + command)
        .contains("--debug", "--help", "--version", "wrong use");
  }

  @Test
  void helpListsTheCommands() {
    assertThat(cvae("--help").out())
        .contains(
            "train",
            "generate",
            "reconstruct",
            "evaluate",
            "encode",
            "info",
            "export-web",
            "export-onnx",
            "serve-web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "info"})
  void versionIsTheLibrarys(String command) {
    Result result = command.isEmpty() ? cvae("--version") : cvae(command, "--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("cvae \\d+\\.\\d+\\.\\d+.*\\R");
  }

  @Test
  void noCommandIsWrongUse() {
    Result result = cvae();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errLines()).singleElement().asString().contains("a command is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tarin", "--nonsense", "info --nonsense", "info", "evaluate --model x"})
  void wrongUseIsSaidInOneLine(String line) {
    Result result = cvae((Object[]) line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).singleElement().asString().startsWith("cvae: ");
  }

  @Test
  void debugShowsWhereAnErrorCameFrom() {
    Result quiet = cvae("info", "--model", "missing.safetensors");
    Result debugged = cvae("info", "--model", "missing.safetensors", "--debug");

    assertThat(quiet.exitCode()).isEqualTo(1);
    assertThat(quiet.errLines())
        .containsExactly("cvae: cannot read missing.safetensors: there is no such file");
    assertThat(debugged.exitCode()).isEqualTo(1);
    assertThat(debugged.err()).startsWith(quiet.err()).contains("\tat dev.cvae.");
  }
}
