package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.samples.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportOnnxCommandTest {
  @TempDir Path folder;

  @Test
  void theGraphsAreWrittenAndTheirSizesPrinted() throws IOException {
    Path out = folder.resolve("graphs");

    Result said = cvae("export-onnx", "--model", Shell.model(), "--out", out);
    Result json = cvae("export-onnx", "--model", Shell.plainModel(), "--out", out, "--json");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out().lines()).hasSize(3);
    assertThat(said.out()).contains("Wrote " + out.resolve("encoder.onnx"));
    assertThat(json.exitCode()).isZero();
    assertThat(json.json().keySet())
        .containsExactly("encoder.onnx", "decoder.onnx", "generate.onnx");
    for (String name : json.json().keySet()) {
      assertThat(json.json().get(name).getAsLong()).isEqualTo(Files.size(out.resolve(name)));
    }
    String decoder = Files.readString(out.resolve("decoder.onnx"), StandardCharsets.ISO_8859_1);
    assertThat(decoder).doesNotContain("condition_label"); // the plain model's, over the other's
  }

  @Test
  void aFolderWithSomebodyElsesGraphIsWrongUse() throws IOException {
    Files.writeString(folder.resolve("encoder.onnx"), "mine");

    Result result = cvae("export-onnx", "--model", Shell.model(), "--out", folder);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errLines())
        .containsExactly(
            "cvae: folder must have no encoder.onnx but one of an earlier export, was " + folder);
    assertThat(folder.resolve("encoder.onnx")).hasContent("mine");
  }

  @Test
  void aMissingModelIsSaidInOneLine() {
    Result result = cvae("export-onnx", "--model", "none.safetensors", "--out", folder);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly("cvae: cannot read none.safetensors: there is no such file");
  }
}
