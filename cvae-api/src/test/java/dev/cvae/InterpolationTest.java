package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
  @Test
  void theStraightWayHasEqualStepsAndBothEnds() {
    float[][] way = Interpolation.linear(new float[] {0, 4}, new float[] {1, -4}, 5);

    assertThat(way)
        .isDeepEqualTo(new float[][] {{0, 4}, {0.25f, 2}, {0.5f, 0}, {0.75f, -2}, {1, -4}});
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 100})
  void theEndsAreExactWhateverTheCount(int count) {
    float[] from = {0.1f, -1e30f, 3.3f};
    float[] to = {0.7f, 1e-30f, 1e9f};

    float[][] way = Interpolation.linear(from, to, count);

    assertThat(way).hasDimensions(count, 3);
    assertThat(way[0]).isEqualTo(from).isNotSameAs(from);
    assertThat(way[count - 1]).isEqualTo(to).isNotSameAs(to);
  }

  @Test
  void fewerThanTwoAndLatentsOfTwoLengthsAreRefused() {
    assertThatThrownBy(() -> Interpolation.linear(new float[2], new float[2], 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("count must be at least 2, was 1");
    assertThatThrownBy(() -> Interpolation.linear(new float[2], new float[3], 5))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("to must have the length of from, 2, was 3");
  }
}
