package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong clock = new AtomicLong();
  private final RateLimit limit = new RateLimit(60, clock::get);

  @Test
  void aMinutesRequestsMayComeAtOnceAndThenOneASecond() {
    for (int i = 0; i < 60; i++) {
      assertThat(limit.take()).isZero();
    }
    assertThat(limit.take()).as("seconds to wait").isEqualTo(1);

    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(limit.take()).isZero();
    assertThat(limit.take()).isEqualTo(1);
  }

  @Test
  void whoWaitsLongMaySendNoMoreThanAMinutesRequests() {
    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < 60; i++) {
      assertThat(limit.take()).isZero();
    }
    assertThat(limit.take()).isPositive();
  }
}
