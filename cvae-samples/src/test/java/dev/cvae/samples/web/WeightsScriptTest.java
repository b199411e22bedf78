package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Activation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WeightsScriptTest {
  @Test
  void bytesScalesAndBiasesComeBackToTheLastBit() {
    DigitDecoder decoder =
        DigitDecoder.of(RandomModel.of(RandomModel.small(Activation.TANH, ReconstructionLoss.BCE)));

    String script = WeightsScript.of(decoder, 1.5, 1.25);

    List<byte[]> weights = values(script, "weights");
    List<byte[]> scales = values(script, "scales");
    List<byte[]> biases = values(script, "biases");
    assertThat(weights).hasSize(3);
    for (int layer = 0; layer < 3; layer++) {
      assertThat(weights.get(layer)).isEqualTo(decoder.weights().get(layer).steps());
      assertThat(floats(scales.get(layer))).isEqualTo(decoder.weights().get(layer).scales());
      assertThat(floats(biases.get(layer))).isEqualTo(decoder.biases().get(layer).values());
    }
  }

  @Test
  void theRestIsReadable() {
    DigitDecoder decoder =
        DigitDecoder.of(
            RandomModel.of(RandomModel.small(Activation.SOFTPLUS, ReconstructionLoss.MSE)));

    assertThat(WeightsScript.of(decoder, 1.5, 1.25))
        .startsWith("// Written by cvae export-web.\nglobalThis.cvaeWeights = {\n")
        .contains("  latent: 8,\n  classes: 10,\n  height: 6,\n  width: 5,\n")
        .contains("  activation: \"softplus\",\n  output: \"identity\",\n")
        .contains("  data: \"no \\u0022data\\u0022\\u000a\",\n")
        .contains("  exactReconstruction: 1.5,\n  roundedReconstruction: 1.25,\n")
        .contains("      outputs: 30,\n      inputs: 20,\n")
        .endsWith("  ],\n};\n");
  }

  @Test
  void theArticlesDecoderFitsInto1200Kilobytes() {
    DigitDecoder decoder = DigitDecoder.of(RandomModel.of(RandomModel.article()));

    assertThat(WeightsScript.of(decoder, 85.5, 85.5).length()).isLessThan(1_200_000);
  }

  private static List<byte[]> values(String script, String name) {
    return Pattern.compile(" " + name + ": \"([A-Za-z0-9+/=]*)\"")
        .matcher(script)
        .results()
        .map((MatchResult match) -> Base64.getDecoder().decode(match.group(1)))
        .toList();
  }

  private static float[] floats(byte[] bytes) {
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
