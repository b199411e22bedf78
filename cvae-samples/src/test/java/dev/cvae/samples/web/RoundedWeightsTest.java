package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;
import dev.cvae.random.RandomStream;
import org.junit.jupiter.api.Test;

class RoundedWeightsTest {
  private static final String NAME = "decoder.output.weight";

  @Test
  void noWeightIsOffByMoreThanHalfItsRowsScale() {
    int inputs = 300;
    float[] values = new float[40 * inputs];
    RandomStream.of(1).normals(0, values);
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) Math.pow(10, i / inputs - 35); // rows from 1e-35 to 1e4
    }

    RoundedWeights rounded = RoundedWeights.of(new Tensor(NAME, new int[] {40, inputs}, values));
    float[] restored = rounded.restored().values();

    for (int i = 0; i < values.length; i++) {
      double half = rounded.scales()[i / inputs] / 2.0;
      double lastBits = Math.ulp(values[i]); // of the product in float32
      assertThat((double) restored[i])
          .as("weight %d", i)
          .isCloseTo(values[i], within(half + lastBits));
    }
  }

  @Test
  void theGreatestWeightOfARowIsItsLastStep() {
    float[] values = {0.5f, -1.27f, 0.004f, 2.54f, 0.01f, -0.02f};

    RoundedWeights rounded = RoundedWeights.of(new Tensor(NAME, new int[] {2, 3}, values));

    assertThat(rounded.steps()).containsExactly(50, -127, 0, 127, 1, -1);
    assertThat(rounded.scales()[0]).isCloseTo(0.01f, within(1e-9f));
    assertThat(rounded.scales()[1]).isCloseTo(0.02f, within(1e-9f));
  }

  @Test
  void aRowOfZerosStaysZero() {
    float[] values = {0, -0f, 0, 1, 2, 3, Float.MIN_VALUE, 0, -Float.MIN_VALUE};

    RoundedWeights rounded = RoundedWeights.of(new Tensor(NAME, new int[] {3, 3}, values));

    assertThat(rounded.scales()).startsWith(0).endsWith(0);
    assertThat(rounded.restored().values()).startsWith(0, 0, 0).endsWith(0, 0, 0);
  }

  @Test
  void aWeightThatIsNoNumberIsRefused() {
    Tensor tensor = new Tensor(NAME, new int[] {1, 2}, new float[] {1, Float.NaN});

    assertThatThrownBy(() -> RoundedWeights.of(tensor))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("weights in decoder.output.weight must be finite, was NaN");
  }
}
