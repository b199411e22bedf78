package dev.cvae.samples.web;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;

/**
 * The weight matrix of a fully connected layer in bytes: w ≈ scale · q with q from -127 to 127 and
 * one scale an output, so that no weight is off by more than half its scale.
 */
final class RoundedWeights {
  private static final int GREATEST = 127;

  private final Tensor exact; // (outputs, inputs)
  private final int outputs;
  private final int inputs;
  private final byte[] steps; // q, (outputs, inputs)
  private final float[] scales; // (outputs)

  private RoundedWeights(Tensor exact) {
    this.exact = exact;
    this.outputs = exact.shape()[0];
    this.inputs = exact.shape()[1];
    this.steps = new byte[outputs * inputs];
    this.scales = new float[outputs];
  }

  /**
   * Rounds a matrix.
   *
   * @param weights (outputs, inputs), finite
   * @return its bytes and scales
   */
  static RoundedWeights of(Tensor weights) {
    RoundedWeights rounded = new RoundedWeights(weights);
    for (int row = 0; row < rounded.outputs; row++) {
      rounded.roundRow(row);
    }
    return rounded;
  }

  private void roundRow(int row) {
    int start = row * inputs;
    float scale = greatest(start) / GREATEST;
    if (scale < Float.MIN_NORMAL) { // all zeros, or as good as that: the bytes stay 0
      return;
    }
    scales[row] = scale;
    for (int i = start; i < start + inputs; i++) {
      steps[i] = (byte) Math.round((double) exact.values()[i] / scale);
    }
  }

  private float greatest(int start) {
    float greatest = 0;
    for (int i = start; i < start + inputs; i++) {
      float value = exact.values()[i];
      if (!Float.isFinite(value)) {
        throw InvalidSettingException.of("weights in " + exact.name(), "must be finite", value);
      }
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  int outputs() {
    return outputs;
  }

  int inputs() {
    return inputs;
  }

  byte[] steps() {
    return steps;
  }

  float[] scales() {
    return scales;
  }

  /**
   * The weights that the page computes with, to the last bit.
   *
   * @return scale · q in float32, under the exact weights' name
   */
  Tensor restored() {
    float[] values = new float[steps.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scales[i / inputs] * steps[i];
    }
    return new Tensor(exact.name(), exact.shape(), values);
  }
}
