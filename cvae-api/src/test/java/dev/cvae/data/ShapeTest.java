package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void aShapeHasTheProductOfItsDimensionsAsSize() {
    Shape shape = Shape.of(3, 28, 28);

    assertThat(shape.size()).isEqualTo(2352);
    assertThat(shape).hasToString("3×28×28").isEqualTo(Shape.of(3, 28, 28));
    assertThat(shape).hasSameHashCodeAs(Shape.of(3, 28, 28)).isNotEqualTo(Shape.of(2352));
  }

  @Test
  void aShapeDoesNotChangeWithTheArraysThatGoInAndOut() {
    int[] dimensions = {2, 3};
    Shape shape = Shape.of(dimensions);

    dimensions[0] = 9;
    shape.dimensions()[1] = 9;

    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void dimensionsMustBePositiveAndTheirProductAnInt() {
    assertThatThrownBy(() -> Shape.of(1, 0, 28))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("shape must have positive dimensions, was [1, 0, 28]");
    assertThatThrownBy(() -> Shape.of(-1, -28))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("shape must have positive dimensions, was [-1, -28]");
    assertThatThrownBy(Shape::of)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("shape must have a dimension, was []");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16, 1 << 16, 1 << 16))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("shape must have less than 2^31 values, was [65536, 65536, 65536, 65536]");
    assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
  }
}
