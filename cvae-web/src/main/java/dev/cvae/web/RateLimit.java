package dev.cvae.web;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens: each request takes one, and a minute fills it once. So many requests may come
 * at once, and so many a minute in the long run.
 */
final class RateLimit {
  private final double perNano;
  private final double most;
  private final LongSupplier nanos;
  private double tokens; // guarded by this
  private long at; // guarded by this

  /**
   * A full bucket.
   *
   * @param perMinute how many requests
   * @param nanos a clock, such as {@code System::nanoTime}
   */
  RateLimit(int perMinute, LongSupplier nanos) {
    this.perNano = perMinute / (double) TimeUnit.MINUTES.toNanos(1);
    this.most = perMinute;
    this.nanos = nanos;
    this.tokens = perMinute;
    this.at = nanos.getAsLong();
  }

  /**
   * Takes a token if there is one.
   *
   * @return 0, or in how many seconds there will be one
   */
  synchronized int take() {
    long now = nanos.getAsLong();
    tokens = Math.min(most, tokens + (now - at) * perNano);
    at = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    double wait = (1 - tokens) / perNano;
    return (int) Math.ceil(wait / TimeUnit.SECONDS.toNanos(1));
  }
}
