package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real Fashion-MNIST, where Debian's package dataset-fashion-mnist is installed. Expected:
 * 6,000 and 1,000 images of each of ten classes (the data's README), mean 0.2860 and standard
 * deviation 0.3530 of the training pixels (the constants in wide use for it).
 */
class FashionMnistTest {
  private static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

  @BeforeEach
  void assumeItIsInstalled() {
    assumeTrue(
        Files.isDirectory(FOLDER),
        "skipped: Debian's package dataset-fashion-mnist is not installed, no " + FOLDER);
  }

  @Test
  void trainHasSixThousandOfEachClassAndTheKnownMoments() {
    Dataset train = Idx.train(FOLDER);

    double sum = 0;
    double squares = 0;
    for (int row = 0; row < train.size(); row++) {
      for (float pixel : train.row(row)) {
        sum += pixel;
        squares += (double) pixel * pixel;
      }
    }
    double mean = sum / (train.size() * 784);
    assertThat(train.name()).isEqualTo("fashion-mnist train");
    assertThat(train.shape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(train.conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(MnistTest.counts(train)).isEqualTo(tenTimes(6000));
    assertThat(mean).isCloseTo(0.2860, within(0.0001));
    assertThat(Math.sqrt(squares / (train.size() * 784) - mean * mean))
        .isCloseTo(0.3530, within(0.0001));
  }

  @Test
  void testHasAThousandOfEachClass() {
    Dataset test = Idx.test(FOLDER);

    assertThat(test.name()).isEqualTo("fashion-mnist test");
    assertThat(MnistTest.counts(test)).isEqualTo(tenTimes(1000));
  }

  private static int[] tenTimes(int count) {
    int[] counts = new int[10];
    Arrays.fill(counts, count);
    return counts;
  }
}
