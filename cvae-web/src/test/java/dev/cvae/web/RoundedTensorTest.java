package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Tensor;
import dev.cvae.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundedTensorTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 77; // two groups of 32 and a part of one

  private final Tensor exact = random("w", ROWS, COLUMNS);

  @Test
  void float32IsExact() {
    assertThat(RoundedTensor.of(exact, WeightPrecision.FLOAT32).restored()).isSameAs(exact);
  }

  @Test
  void float16IsOffByHalfAUnitInTheLastOfElevenBits() {
    float[] restored = RoundedTensor.of(exact, WeightPrecision.FLOAT16).restored().values();

    for (int i = 0; i < restored.length; i++) {
      double half = Math.scalb(1.0, Math.getExponent(exact.values()[i]) - 11);
      assertThat((double) restored[i]).isCloseTo(exact.values()[i], within(half));
    }
  }

  /** No weight is off by more than half of its row's scale, which is its greatest weight's 95th. */
  @Test
  void int8IsOffByHalfAStep() {
    RoundedTensor rounded = RoundedTensor.of(exact, WeightPrecision.INT8);

    assertThat(rounded.values()).hasSize(ROWS * COLUMNS);
    assertThat(rounded.scales()).hasSize(2 * ROWS);
    requireHalfSteps(rounded.restored().values(), COLUMNS, 95);
  }

  @Test
  void int4IsOffByHalfAStepOfItsGroup() {
    RoundedTensor rounded = RoundedTensor.of(exact, WeightPrecision.INT4);

    assertThat(rounded.values()).hasSize((ROWS * COLUMNS + 1) / 2);
    assertThat(rounded.scales()).hasSize(2 * ROWS * 3);
    requireHalfSteps(rounded.restored().values(), RoundedTensor.GROUP, 7);
  }

  private void requireHalfSteps(float[] restored, int group, int most) {
    for (int i = 0; i < restored.length; i++) {
      int rowStart = i / COLUMNS * COLUMNS;
      int from = rowStart + (i - rowStart) / group * group;
      double greatest = 0;
      for (int j = from; j < Math.min(from + group, rowStart + COLUMNS); j++) {
        greatest = Math.max(greatest, Math.abs(exact.values()[j]));
      }
      // the scale itself is rounded to 11 bits
      double half = greatest / most * (0.5 + most * Math.scalb(1.0, -11)) + 1e-9;
      assertThat((double) restored[i]).isCloseTo(exact.values()[i], within(half));
    }
  }

  @ParameterizedTest
  @EnumSource
  void zerosStayZerosAndBiasesKeepTheirBits(WeightPrecision precision) {
    Tensor zeros = new Tensor("zeros", new int[] {2, 3}, new float[6]);
    Tensor bias = random("bias", 7);

    assertThat(RoundedTensor.of(zeros, precision).restored().values()).containsOnly(0);
    RoundedTensor rounded = RoundedTensor.of(bias, precision);
    assertThat(rounded.precision()).isEqualTo(WeightPrecision.FLOAT32);
    assertThat(rounded.restored()).isSameAs(bias);
  }

  @Test
  void whatHasNoSuchNumberIsRefused() {
    Tensor broken = new Tensor("w", new int[] {1, 1}, new float[] {Float.NaN});
    Tensor large = new Tensor("w", new int[] {1, 1}, new float[] {70_000});

    assertThatThrownBy(() -> RoundedTensor.of(broken, WeightPrecision.INT8))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("weights in w must be finite, was NaN");
    assertThatThrownBy(() -> RoundedTensor.of(large, WeightPrecision.FLOAT16))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("weights in w must lie within ±65504 for float16, was 70000.0");
  }

  private static Tensor random(String name, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    float[] values = new float[size];
    RandomStream.of(8).normals(0, values);
    return new Tensor(name, shape, values);
  }
}
