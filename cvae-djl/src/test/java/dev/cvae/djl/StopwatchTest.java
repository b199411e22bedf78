package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a listener is told of time. */
class StopwatchTest {
  @Test
  void noTimeIsLeftWhenTheLimitHasPassed() {
    Stopwatch watch = new Stopwatch(10, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2));

    assertThat(watch.isTimeUp()).isTrue();
    assertThat(watch.timeLeft()).isEqualTo(Duration.ZERO);
  }
}
