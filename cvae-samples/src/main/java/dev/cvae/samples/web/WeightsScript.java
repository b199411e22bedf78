package dev.cvae.samples.web;

import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.ReconstructionLoss;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;

/**
 * The text of {@code weights.js}: the decoder's shapes, rounded weights, scales and biases.
 *
 * <p>A script and not a binary file because a browser refuses to fetch a file for a page that it
 * opened from {@code file://}, but runs scripts that lie beside the page. Numbers stand in it as
 * base64: weights as signed bytes, scales and biases as little-endian float32.
 */
final class WeightsScript {
  private final StringBuilder out = new StringBuilder();

  private WeightsScript() {}

  /**
   * Writes the script.
   *
   * @param decoder what it holds
   * @param exact the reconstruction loss with the exact weights, nats per example
   * @param rounded the same with the rounded ones
   * @return a script that sets the global {@code cvaeWeights}
   */
  static String of(DigitDecoder decoder, double exact, double rounded) {
    WeightsScript script = new WeightsScript();
    script.out.append("// ").append(PageFolder.MARK).append('\n');
    script.out.append("globalThis.cvaeWeights = {\n");
    script.entry("latent", decoder.latent());
    script.entry("classes", decoder.classes());
    script.entry("height", decoder.height());
    script.entry("width", decoder.width());
    script.entry("activation", quoted(lowerCase(decoder.network().activation())));
    script.entry("output", quoted(output(decoder.description().reconstructionLoss())));
    script.entry("data", quoted(decoder.data()));
    script.entry("exactReconstruction", exact);
    script.entry("roundedReconstruction", rounded);
    script.layers(decoder);
    return script.out.append("};\n").toString();
  }

  private void layers(DigitDecoder decoder) {
    out.append("  layers: [\n");
    for (int layer = 0; layer < decoder.weights().size(); layer++) {
      RoundedWeights weights = decoder.weights().get(layer);
      out.append("    {\n");
      layerEntry("outputs", weights.outputs());
      layerEntry("inputs", weights.inputs());
      layerEntry("scales", quoted(base64(weights.scales())));
      layerEntry("biases", quoted(base64(decoder.biases().get(layer).values())));
      layerEntry("weights", quoted(Base64.getEncoder().encodeToString(weights.steps())));
      out.append("    },\n");
    }
    out.append("  ],\n");
  }

  private void entry(String name, Object value) {
    out.append("  ").append(name).append(": ").append(value).append(",\n");
  }

  private void layerEntry(String name, Object value) {
    out.append("    ");
    entry(name, value);
  }

  /** What turns the last layer into the mean of p(x|z,c). */
  private static String output(ReconstructionLoss loss) {
    return loss instanceof Bernoulli ? "sigmoid" : "identity";
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
      quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return quoted.append('"').toString();
  }
}
