package dev.cvae.random;

import java.util.SplittableRandom;

/**
 * Finds where a stream has given bits: SplitMix64 is a bijection of its counter, so every value of
 * 64 bits stands at exactly one position.
 */
final class StreamPosition {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private StreamPosition() {}

  /** The seed whose stream is SplitMix64 started at a state. */
  static long seedOfState(long state) {
    return unmix(state) - GOLDEN_GAMMA;
  }

  /** The position at which the stream of a seed has these bits. */
  static long ofBits(long seed, long bits) {
    long state = new SplittableRandom(seed).nextLong();
    return (unmix(bits) - state) * inverse(GOLDEN_GAMMA) - 1;
  }

  /** The position at which the uniform number of a stream is nearest to p. */
  static long ofUniform(long seed, double p) {
    return ofBits(seed, (long) (p * 0x1.0p53) << 11);
  }

  private static long unmix(long z) {
    z = (z ^ (z >>> 31) ^ (z >>> 62)) * inverse(0x94D049BB133111EBL);
    z = (z ^ (z >>> 27) ^ (z >>> 54)) * inverse(0xBF58476D1CE4E5B9L);
    return z ^ (z >>> 30) ^ (z >>> 60);
  }

  /** Of an odd number modulo 2^64, by Newton's iteration. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
