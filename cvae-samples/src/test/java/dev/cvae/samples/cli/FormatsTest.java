package dev.cvae.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cvae.numpy.NumpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands write: JSON, NumPy's arrays, files as a whole. */
class FormatsTest {
  @TempDir Path folder;

  @Test
  void anyTextSurvivesJson() {
    StringBuilder text = new StringBuilder("\uD83D\uDE00");
    for (char c = 0; c < 0x3000; c++) {
      text.append(c);
    }

    String json = JsonText.of(Map.of(text.toString(), text.toString()));

    assertThat(json).isPrintable();
    JsonObject read = JsonParser.parseString(json).getAsJsonObject();
    assertThat(read.get(text.toString()).getAsString()).isEqualTo(text.toString());
  }

  @Test
  void numbersAndListsSurviveJson() {
    List<Object> values = List.of(1, Long.MAX_VALUE, -0.1, 1e-300, true, List.of(), Map.of());

    JsonArray read = JsonParser.parseString(JsonText.of(values)).getAsJsonArray();

    assertThat(read.get(1).getAsLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.get(2).getAsDouble()).isEqualTo(-0.1);
    assertThat(read.get(3).getAsDouble()).isEqualTo(1e-300);
    assertThat(read.get(4).getAsBoolean()).isTrue();
    assertThat(read.get(5).getAsJsonArray()).isEmpty();
    assertThat(JsonText.of(List.of(Double.NaN, 2.0))).isEqualTo("[null,2.0]");
  }

  @Test
  void anArraysHeaderIsAlignedWhateverItsLength() throws IOException {
    for (int dimensions = 1; dimensions < 40; dimensions++) {
      int[] shape = new int[dimensions];
      Arrays.fill(shape, 1);
      Path file = folder.resolve(dimensions + ".npy");

      OutputFile.of("--out", file, ".npy")
          .write(out -> NumpyArray.write(new float[][] {{0.5f}, {-2f}}, shape, out));

      NpyArray read = NpyArray.read(file);
      assertThat(read.shape()).hasSize(dimensions + 1).startsWith(2, 1);
      assertThat(read.values()).containsExactly(0.5f, -2f);
    }
  }

  @Test
  void aWriteThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("x.npy"), "old");
    OutputFile output = OutputFile.of("--out", file, ".npy");

    assertThatThrownBy(
            () ->
                output.write(
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cannot write " + file)
        .hasMessageContaining("No space left on device");

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("x.npy");
  }

  @Test
  void aWriteReplacesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x.npy"), "old");

    OutputFile.of("--out", file, ".npy").write(out -> out.write('n'));

    assertThat(file).hasContent("n");
    assertThat(folder.toFile().list()).containsExactly("x.npy");
  }
}
