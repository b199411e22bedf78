package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import org.junit.jupiter.api.Test;

class LongFitTest {
  @Test
  void ofFewerThanTenStepsThereIsNoTenth() {
    assertThatThrownBy(() -> new LongFit(9))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("steps must be at least 10, was 9");
  }
}
