package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void theGreatCircleOfAQuarterHasCosineAndSineOfEqualAngles() {
    float[][] way = Interpolation.spherical(new float[] {2, 0, 0}, new float[] {0, 2, 0}, 7);

    for (int step = 0; step < 7; step++) {
      double angle = Math.PI / 2 * step / 6;
      assertThat(way[step][0]).isCloseTo((float) (2 * Math.cos(angle)), within(1e-6f));
      assertThat(way[step][1]).isCloseTo((float) (2 * Math.sin(angle)), within(1e-6f));
      assertThat(way[step][2]).isZero();
    }
  }

  @Test
  void theGreatCircleKeepsTheLengthAndHasBothEnds() {
    float[] from = {1, 2, 2};
    float[] to = {-2, 1, 2};

    float[][] way = Interpolation.spherical(from, to, 9);

    for (float[] z : way) {
      assertThat(Math.sqrt(z[0] * z[0] + z[1] * z[1] + z[2] * z[2])).isCloseTo(3, within(1e-6));
    }
    assertThat(way[0]).containsExactly(from, within(1e-6f));
    assertThat(way[8]).containsExactly(to, within(1e-6f));
  }

  @Test
  void theGreatCircleOfOneDirectionIsTheStraightWay() {
    float[] from = {1, 1};
    float[] to = {3, 3};

    assertThat(Interpolation.spherical(from, to, 5))
        .isDeepEqualTo(Interpolation.linear(from, to, 5));
  }

  @Test
  void oppositeLatentsAndZerosHaveNoGreatCircle() {
    assertThatThrownBy(() -> Interpolation.spherical(new float[] {1, 1}, new float[] {-2, -2}, 3))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must not be zero nor opposite");
    assertThatThrownBy(() -> Interpolation.spherical(new float[2], new float[] {1, 0}, 3))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must not be zero nor opposite");
  }

  @Test
  void aTraversalVariesOneLatentAndLeavesTheOthers() {
    float[] from = {1, 2, 3};

    assertThat(Interpolation.traversal(from, 1, -3, 0, 3))
        .isDeepEqualTo(new float[][] {{1, -3, 3}, {1, 0, 3}, {1, 3, 3}});
    assertThat(from).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> Interpolation.traversal(from, 3, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("latent must lie in 0..2, was 3");
  }
}
