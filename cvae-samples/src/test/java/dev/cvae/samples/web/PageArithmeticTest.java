package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.random.RandomStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's script in Node.js, where there is one, against plain Java; no browser, no backend. */
class PageArithmeticTest {
  /** Prints decode's means for each digit, a line each. */
  private static final String PRINT_MEANS =
      """
      const fs = require('fs');
      const [folder, z] = [process.argv[1], JSON.parse(process.argv[2])];
      globalThis.document = {addEventListener() {}};
      for (const script of ['weights.js', 'cvae.js']) {
        require('vm').runInThisContext(fs.readFileSync(`${folder}/${script}`, 'utf8'));
      }
      for (let digit = 0; digit < cvae.classes; digit++) {
        console.log(cvae.decode(z, digit).join(' '));
      }
      """;

  @TempDir private Path folder;

  static Stream<ModelDescription> everyKindOfDecoder() {
    Stream<ModelDescription> activations =
        Arrays.stream(Activation.values())
            .map(activation -> RandomModel.small(activation, ReconstructionLoss.BCE));
    Stream<ModelDescription> others =
        Stream.of(
            RandomModel.small(Activation.RELU, ReconstructionLoss.MSE), RandomModel.article());
    return Stream.concat(activations, others);
  }

  @ParameterizedTest
  @MethodSource("everyKindOfDecoder")
  void decodesAsJavaDoesWithTheSameWeights(ModelDescription description) throws Exception {
    assumeTrue(Programs.find("node").isPresent(), "skipped: there is no node on the path");
    ModelFile file = RandomModel.of(description);
    DigitDecoder decoder = DigitDecoder.of(file);
    Files.writeString(folder.resolve("weights.js"), WeightsScript.of(decoder, 0, 0));
    try (InputStream script = WebExport.class.getResourceAsStream("cvae.js")) {
      Files.copy(script, folder.resolve("cvae.js"));
    }
    float[] z = new float[description.latent()];
    RandomStream.of(5).normals(0, z);

    List<String> lines = meansInNode(Arrays.toString(z));

    assertThat(lines).hasSize(10);
    DecoderOracle oracle = new DecoderOracle(decoder.rounded());
    for (int digit = 0; digit < 10; digit++) {
      double[] page =
          Arrays.stream(lines.get(digit).split(" ")).mapToDouble(Double::parseDouble).toArray();
      assertThat(page).as("digit %d", digit).containsExactly(oracle.decode(z, digit), within(1e-4));
    }
  }

  private List<String> meansInNode(String z) throws IOException, InterruptedException {
    String node = Programs.find("node").orElseThrow().toString();
    Process process =
        new ProcessBuilder(node, "-e", PRINT_MEANS, folder.toString(), z)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("exit code of node").isZero();
      return text.lines().toList();
    }
  }
}
