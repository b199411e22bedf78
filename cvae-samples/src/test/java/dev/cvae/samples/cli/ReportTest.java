package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.samples.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cvae train --report} and {@code --tensorboard}. */
class ReportTest {
  @TempDir Path folder;

  @Test
  void theReportIsOneFileWithTheSamplesOfEachEpoch() throws IOException {
    Path reports = folder.resolve("deep/report");

    Result result = train("--report", reports);

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Wrote " + reports.resolve("report.html"));
    assertThat(reports).isDirectoryContaining("glob:**report.html");
    String page = Files.readString(reports.resolve("report.html"));
    assertThat(page.contains("Training report: MNIST train")).isTrue();
    assertThat(page.split("data-when=", -1)).as("two epochs and the model").hasSize(4);
  }

  @Test
  void withJsonTheReportIsWrittenAndNothingSaidOfIt() {
    Result result = train("--report", folder, "--json");

    assertThat(result.out()).hasLineCount(1);
    assertThat(result.json().has("history")).isTrue();
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void eventsForTensorBoardAreInARunForEachPartOfTheData() {
    Result result = train("--tensorboard", folder.resolve("run"));

    assertThat(result.err()).isEmpty();
    assertThat(folder.resolve("run/train")).isDirectoryContaining("glob:**.tfevents.*");
    assertThat(folder.resolve("run/validation")).isDirectoryContaining("glob:**.tfevents.*");
  }

  @Test
  void aFolderThatIsAFileIsRefusedBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    for (String option : List.of("--report", "--tensorboard")) {
      Result result = train(option, file.resolve("inside"));

      assertThat(result.out()).as("no epoch was trained").isEmpty();
      assertThat(result.errLines())
          .singleElement()
          .asString()
          .contains("cannot write into " + file.resolve("inside"), "is a file");
      assertThat(result.exitCode()).isEqualTo(1);
    }
  }

  private Result train(Object... options) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                "mnist",
                "--limit",
                "200",
                "--epochs",
                "2",
                "--latent",
                "3",
                "--hidden",
                "8",
                "--out",
                folder.resolve("m.safetensors")));
    all.addAll(List.of(options));
    return cvae(all.toArray());
  }
}
