package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.random.RandomStream;
import org.junit.jupiter.api.Test;

class Float16Test {
  private static final int INFINITY = 0x7c00; // bits of the least that is not finite

  @Test
  void everyFiniteNumberComesBack() {
    for (int bits = 0; bits < INFINITY; bits++) {
      assertThat(Float16.bits(Float16.value((short) bits))).isEqualTo((short) bits);
      short negative = (short) (bits | 0x8000);
      assertThat(Float16.bits(Float16.value(negative))).isEqualTo(negative);
    }
  }

  /** IEEE 754-2008, table 3.5 and section 3.3. */
  @Test
  void someNumbersAreTheStandards() {
    assertThat(Float16.value((short) 0x3c00)).isEqualTo(1);
    assertThat(Float16.value((short) 0xc000)).isEqualTo(-2);
    assertThat(Float16.value((short) 0x7bff)).isEqualTo(Float16.GREATEST);
    assertThat(Float16.value((short) 0x0400)).isEqualTo(0x1p-14f); // the least normal one
    assertThat(Float16.value((short) 0x0001)).isEqualTo(0x1p-24f); // the least of all
    assertThat(Float16.value((short) 0x3555)).isEqualTo(0.333251953125f);
  }

  @Test
  void othersBecomeTheNearestAndOfTwoTheEven() {
    RandomStream random = RandomStream.of(16);
    for (int i = 0; i < 10_000; i++) {
      int below = (int) (random.uniform(2L * i) * (INFINITY - 1));
      float low = Float16.value((short) below);
      float high = Float16.value((short) (below + 1));
      float value = low + (high - low) * (float) random.uniform(2L * i + 1);
      int nearest = value - low < high - value ? below : below + 1;

      if (value - low != high - value) {
        assertThat(Float16.bits(value)).as("%s", value).isEqualTo((short) nearest);
      }
      float middle = (low + high) / 2; // exact in float32
      assertThat(Float16.bits(middle)).isEqualTo((short) (below + below % 2));
    }
  }
}
