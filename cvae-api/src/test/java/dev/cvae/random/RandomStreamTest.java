package dev.cvae.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  private static final long SEED = 42;

  private final RandomStream stream = RandomStream.of(SEED);

  @Test
  void bitsAreThePublishedOutputsOfSplitMix64() {
    // given the stream whose state starts at 1234567, as in Rosetta Code's "splitmix64"
    RandomStream published = RandomStream.of(StreamPosition.seedOfState(1234567));

    // when / then
    assertThat(LongStream.range(0, 5).map(published::bits).toArray())
        .containsExactly(
            6457827717110365317L,
            3203168211198807973L,
            Long.parseUnsignedLong("9817491932198370423"),
            4593380528125082431L,
            Long.parseUnsignedLong("16408922859458223821"));
  }

  @Test
  void bitsAreThoseOfTheJdksSplitMix64ReadInOrder() {
    // given
    SplittableRandom reference = new SplittableRandom(new SplittableRandom(SEED).nextLong());

    // when / then
    for (int position = 0; position < 10_000; position++) {
      assertThat(stream.bits(position)).as("position %d", position).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void theStreamIsPinned() {
    // a change here changes every model that a seed gives: it needs a new version of the library
    assertThat(stream.bits(0)).isEqualTo(6332618229526065668L);
    assertThat(stream.split("noise").bits(7)).isEqualTo(1060359050462720008L);
    assertThat(stream.split(3).bits(0)).isEqualTo(3119930765359792544L);
    assertThat(stream.split("order").split(1).permutation(8))
        .containsExactly(3, 5, 1, 4, 7, 0, 2, 6);
    float[] normals = new float[4];
    stream.normals(0, normals);
    assertThat(normals).containsExactly(-0.40349534f, 1.7033287f, -0.034223318f, -1.4957615f);
  }

  @ParameterizedTest
  @CsvSource({ // Abramowitz & Stegun, tables 26.5 and 26.6; Wichura (1988), section 3
    "0.5, 0",
    "0.6, 0.253347103135800",
    "0.75, 0.674489750196082",
    "0.9, 1.281551565544600",
    "0.95, 1.644853626951473",
    "0.975, 1.959963984540054",
    "0.99, 2.326347874040841",
    "0.995, 2.575829303548901",
    "0.999, 3.090232306167814",
    "0.9999, 3.719016485455681",
    "0.25, -0.674489750196082",
    "0.1, -1.281551565544600",
    "0.025, -1.959963984540054",
    "0.001, -3.090232306167814",
    "0.00001, -4.264890793922825",
    "0.000000001, -5.997807015007687",
  })
  void normalsAreThePublishedQuantilesOfTheUniformNumberAtTheSamePosition(
      double p, double quantile) {
    // given
    long position = StreamPosition.ofUniform(SEED, p);

    // when
    double uniform = stream.uniform(position);
    float normal = stream.normal(position);

    // then: PPND7 is good to 1e-7, a float to 6e-8, each relative
    assertThat(uniform).isEqualTo(p, within(3e-16));
    assertThat((double) normal).isEqualTo(quantile, within(2e-7 * Math.abs(quantile) + 1e-15));
  }

  @Test
  void normalsAndUniformsAgreeThroughTheDistributionFunctionEverywhere() {
    for (int i = 0; i < 20_000; i++) {
      // given a position in the body for even i, deep in either tail for odd i
      double tail = Math.pow(10, -15.0 * i / 20_000);
      long position = i % 2 == 0 ? i : StreamPosition.ofUniform(SEED, i % 4 == 1 ? tail : 1 - tail);
      double uniform = stream.uniform(position);
      double normal = stream.normal(position);

      // then the lower tail's probability, of -z for the upper tail, is right to 2e-7 in z
      double p = normal < 0 ? uniform : 1 - uniform;
      double z = -Math.abs(normal);
      double slope = NormalDistribution.density(z) * Math.abs(z);
      assertThat(NormalDistribution.below(z))
          .as("p %s, z %s", uniform, normal)
          .isEqualTo(p, within(2e-7 * slope + 2e-16));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 0x7FFFFFFFFFFFF800L})
  void uniformsLieStrictlyBetweenZeroAndOneAndNormalsAreFiniteWhateverTheBits(long bits) {
    // given
    long position = StreamPosition.ofBits(SEED, bits);
    assertThat(stream.bits(position)).isEqualTo(bits);

    // when / then: 2^-54 and its mirror are the outermost of 53 bits, at 8.3 σ
    assertThat(stream.uniform(position)).isGreaterThan(0).isLessThan(1);
    assertThat(stream.normal(position)).isFinite().isBetween(-8.4f, 8.4f);
  }

  @Test
  void aMillionNormalsHaveTheMomentsOfTheNormalDistribution() {
    // given
    int n = 1_000_000;
    double[] sums = new double[5];
    for (int i = 0; i < n; i++) {
      double z = stream.normal(i);
      sums[1] += z;
      sums[2] += z * z;
      sums[3] += z * z * z;
      sums[4] += z * z * z * z;
    }

    // when / then: within five standard errors, var z^k = E z^2k - (E z^k)²
    double root = Math.sqrt(n);
    assertThat(sums[1] / n).as("seed %d", SEED).isEqualTo(0, within(5 / root));
    assertThat(sums[2] / n).as("seed %d", SEED).isEqualTo(1, within(5 * Math.sqrt(2) / root));
    assertThat(sums[3] / n).as("seed %d", SEED).isEqualTo(0, within(5 * Math.sqrt(15) / root));
    assertThat(sums[4] / n).as("seed %d", SEED).isEqualTo(3, within(5 * Math.sqrt(96) / root));
  }

  @Test
  void normalsPassTheTestOfKolmogorovAndSmirnov() {
    // given
    int n = 100_000;
    float[] sorted = new float[n];
    stream.split("ks").normals(0, sorted);
    Arrays.sort(sorted);

    // when
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = NormalDistribution.below(sorted[i]);
      distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }

    // then: 1.95 is the critical value at 0.001
    assertThat(distance * Math.sqrt(n)).as("seed %d", SEED).isLessThan(1.95);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.5, 1, 2, 4})
  void truncatedNormalsHaveTheMomentsOfTheTruncatedNormalDistribution(double bound) {
    int n = 200_000;
    RandomStream random = RandomStream.of(SEED);
    double mass = 1 - 2 * NormalDistribution.below(-bound);
    // of N(0, 1) between −b and b: variance 1 − 2 b φ(b) / mass, fourth moment 3 − 2 (b³ + 3 b)
    // φ(b) / mass
    double density = NormalDistribution.density(bound) / mass;
    double variance =
        bound < 0.01 ? bound * bound / 3 : 1 - 2 * bound * density; // uniform, but for O(b⁴)
    double fourth =
        bound < 0.01 ? Math.pow(bound, 4) / 5 : 3 - 2 * (Math.pow(bound, 3) + 3 * bound) * density;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = random.truncatedNormal(i, bound);
      assertThat(Math.abs(z)).isLessThanOrEqualTo((float) bound);
      sum += z;
      squares += z * z;
    }
    assertThat(sum / n).as("seed %d", SEED).isEqualTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n)
        .as("seed %d", SEED)
        .isEqualTo(variance, within(5 * Math.sqrt((fourth - variance * variance) / n)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.7, 2, 5})
  void aTruncatedNormalStandsWhereTheUniformNumberSaysBetweenTheBounds(double bound) {
    RandomStream random = RandomStream.of(SEED);
    double below = NormalDistribution.below(-bound);
    for (int i = 0; i < 10_000; i++) {
      double p = NormalDistribution.below(random.truncatedNormal(i, bound));
      assertThat((p - below) / (1 - 2 * below)).isEqualTo(random.uniform(i), within(1e-4));
    }
  }

  @Test
  void withBoundsFarAwayOrNoneATruncatedNormalIsTheNormal() {
    RandomStream random = RandomStream.of(SEED);
    for (int i = 0; i < 10_000; i++) {
      assertThat(random.truncatedNormal(i, Double.POSITIVE_INFINITY)).isEqualTo(random.normal(i));
      assertThat(random.truncatedNormal(i, 100)).isEqualTo(random.normal(i));
      assertThat(random.truncatedNormal(i, 7)).isEqualTo(random.normal(i), within(1e-5f));
    }
  }

  @Test
  void streamsOfOtherNamesNumbersSeedsAndOffsetsAreUncorrelated() {
    // given
    int n = 200_000;
    float[] base = new float[n];
    stream.normals(0, base);
    RandomStream[] others = {
      stream.split("noise"),
      stream.split("order"),
      stream.split(0),
      stream.split(1),
      RandomStream.of(SEED + 1),
      RandomStream.of(-SEED),
    };

    for (int other = 0; other <= others.length; other++) {
      // when
      float[] second = new float[n];
      if (other == others.length) {
        stream.normals(1, second); // the same stream, one further
      } else {
        others[other].normals(0, second);
      }
      double product = 0;
      for (int i = 0; i < n; i++) {
        product += base[i] * second[i];
      }

      // then
      assertThat(product / Math.sqrt(n)).as("stream %d, seed %d", other, SEED).isBetween(-5., 5.);
    }
  }

  @Test
  void splitsByAnotherNameNumberOrDepthDiffer() {
    assertThat(
            new long[] {
              stream.bits(0),
              stream.split("a").bits(0),
              stream.split("b").bits(0),
              stream.split("").bits(0),
              stream.split(0).bits(0),
              stream.split(1).bits(0),
              stream.split(-1).bits(0),
              stream.split("a").split("b").bits(0),
              stream.split("b").split("a").bits(0),
              stream.split("ab").bits(0),
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void arraysAndBuffersHoldTheSameNormalsHoweverTheyAreCut() {
    // given
    float[] whole = new float[257];
    stream.normals(1L << 40, whole);

    for (int cut : new int[] {0, 1, 2, 100, 256, 257}) {
      // when
      float[] head = new float[cut];
      stream.normals(1L << 40, head);
      FloatBuffer tail = FloatBuffer.allocate(300).position(20).limit(20 + 257 - cut);
      stream.normals((1L << 40) + cut, tail);

      // then
      assertThat(head).isEqualTo(Arrays.copyOf(whole, cut));
      assertThat(tail.hasRemaining()).isFalse();
      assertThat(Arrays.copyOfRange(tail.array(), 20, 20 + 257 - cut))
          .isEqualTo(Arrays.copyOfRange(whole, cut, 257));
      assertThat(tail.get(19)).isZero();
    }
    for (int i = 0; i < whole.length; i++) {
      assertThat(whole[i]).isEqualTo(stream.normal((1L << 40) + i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 1000})
  void permutationsHoldEachNumberOnce(int n) {
    int[] order = stream.permutation(n);

    assertThat(order).hasSize(n).doesNotHaveDuplicates();
    assertThat(Arrays.stream(order).allMatch(i -> i >= 0 && i < n)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"3, 6, 20.515", "4, 24, 49.728"}) // χ² at 0.001 with 5 and 23 degrees of freedom
  void eachOrderIsEquallyLikely(int n, int orders, double critical) {
    // given
    int trials = 60_000;
    int[] counts = new int[256];
    for (int trial = 0; trial < trials; trial++) {
      int code = 0;
      for (int i : stream.split(trial).permutation(n)) {
        code = code * n + i;
      }
      counts[code]++;
    }

    // when
    double expected = (double) trials / orders;
    double chiSquared =
        Arrays.stream(counts)
            .filter(count -> count > 0)
            .mapToDouble(count -> (count - expected) * (count - expected) / expected)
            .sum();

    // then
    assertThat(Arrays.stream(counts).filter(count -> count > 0)).hasSize(orders);
    assertThat(chiSquared).as("seed %d", SEED).isLessThan(critical);
  }

  @Test
  void permutationsHaveOneFixedPointOnAverage() {
    // given
    int trials = 4000;
    long fixed = 0;
    for (int trial = 0; trial < trials; trial++) {
      int[] order = stream.split(trial).permutation(100);
      for (int i = 0; i < order.length; i++) {
        fixed += order[i] == i ? 1 : 0;
      }
    }

    // when / then: the number of fixed points has mean 1 and variance 1 (Montmort 1708)
    assertThat((double) fixed / trials)
        .as("seed %d", SEED)
        .isEqualTo(1, within(5 / Math.sqrt(trials)));
  }
}
