package dev.cvae.random;

import java.nio.FloatBuffer;

/**
 * An endless sequence of random numbers that can be read at any position: number {@code i} of a
 * stream is a pure function of the stream's key and {@code i}.
 *
 * <p>Nothing is consumed by reading, so the order of reads, the size of batches and the number of
 * threads do not change what comes out: row 17 of a batch has the same noise whether it is drawn
 * alone or with a million others. Streams for different purposes are {@linkplain #split(String)
 * split} off by name.
 *
 * <p>The bits are those of SplitMix64 (Steele, Lea &amp; Flood 2014) with Stafford's mixer 13. A
 * normal number is the inverse of the normal distribution function at a uniform one (Wichura 1988,
 * algorithm AS 241, PPND7, relative error about 1e-7). Only operations that IEEE 754 defines to the
 * last bit are used, and {@link StrictMath#log}: the same on every machine, JVM and engine.
 *
 * <p>Immutable; any thread may use it.
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long key;

  private RandomStream(long key) {
    this.key = key;
  }

  /**
   * The stream that a seed starts.
   *
   * @param seed any number
   * @return the stream
   */
  public static RandomStream of(long seed) {
    return new RandomStream(mix(seed + GOLDEN_GAMMA));
  }

  /**
   * A stream of its own for one purpose.
   *
   * @param purpose a name, such as {@code "noise"}
   * @return a stream that is independent of this one and of those split off by other names
   */
  public RandomStream split(String purpose) {
    long hash = 0xCBF29CE484222325L; // FNV-1a
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return split(hash);
  }

  /**
   * A stream of its own for one of a numbered series, such as an epoch.
   *
   * @param index the number
   * @return a stream that is independent of this one and of those split off by other numbers
   */
  public RandomStream split(long index) {
    return new RandomStream(mix(key ^ mix(index + GOLDEN_GAMMA)));
  }

  /**
   * Sixty-four random bits.
   *
   * @param position which number of the stream
   * @return the bits at this position
   */
  public long bits(long position) {
    return mix(key + (position + 1) * GOLDEN_GAMMA);
  }

  /**
   * A number uniform in the open interval (0, 1).
   *
   * @param position which number of the stream
   * @return the number at this position, never 0 and never 1
   */
  public double uniform(long position) {
    return ((bits(position) >>> 12) + 0.5) * 0x1.0p-52;
  }

  /**
   * A number from N(0, 1).
   *
   * @param position which number of the stream
   * @return the number at this position
   */
  public float normal(long position) {
    return (float) normalQuantile(uniform(position));
  }

  /**
   * A number from N(0, 1) given that it lies within a bound: the inverse of the normal distribution
   * function, scaled to its range there, at the same uniform number as {@link #normal(long)}'s.
   *
   * @param position which number of the stream
   * @param bound positive
   * @return the number at this position, in [−bound, bound]
   */
  public float truncatedNormal(long position, double bound) {
    double below = normalDistribution(-bound);
    double p = below + uniform(position) * (1 - 2 * below);
    double number = normalQuantile(Math.min(Math.max(p, Double.MIN_NORMAL), 1 - 0x1.0p-53));
    return (float) Math.max(-bound, Math.min(bound, number));
  }

  /** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004). */
  private static double normalDistribution(double x) {
    if (x < -8) {
      return 0;
    }
    double term = x;
    double sum = x;
    for (int i = 3; sum + term != sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * Math.PI);
  }

  /**
   * Fills an array with numbers from N(0, 1).
   *
   * @param from the position of the first one
   * @param out filled from end to end
   */
  public void normals(long from, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = normal(from + i);
    }
  }

  /**
   * Fills a buffer with numbers from N(0, 1), from its position to its limit.
   *
   * @param from the position in the stream of the first one
   * @param out its position moves to its limit
   */
  public void normals(long from, FloatBuffer out) {
    for (long i = from; out.hasRemaining(); i++) {
      out.put(normal(i));
    }
  }

  /**
   * The numbers 0 to {@code n - 1} in a random order, each order equally likely (Fisher and Yates).
   *
   * @param n how many, 0 or more
   * @return a new array
   */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    long position = 0;
    for (int i = n - 1; i > 0; i--) {
      int j = (int) Math.multiplyHigh(bits(position++) >>> 1, 2L * (i + 1L));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /**
   * The number that a share of N(0, 1) lies under, Φ⁻¹.
   *
   * @param share in (0, 1)
   * @return the quantile, the same to the last bit on every machine
   */
  public static double normalQuantile(double share) {
    double q = share - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }
    double tail = normalTail(Math.sqrt(-StrictMath.log(q < 0 ? share : 1.0 - share)));
    return q < 0 ? -tail : tail;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static double normalTail(double root) {
    if (root <= 5.0) {
      double r = root - 1.6;
      return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
          / ((0.12021132975 * r + 0.73700164250) * r + 1.0);
    }
    double r = root - 5.0;
    return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
        / ((0.012258202635 * r + 0.24197894225) * r + 1.0);
  }
}
