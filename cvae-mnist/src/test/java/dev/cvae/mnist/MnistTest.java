package dev.cvae.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected figures are those published with the data, in the README beside it. */
class MnistTest {
  @Test
  void trainHas60000LabelledImages() {
    Dataset train = Mnist.train();

    assertThat(train.name()).isEqualTo("MNIST train");
    assertThat(train.size()).isEqualTo(60_000);
    assertThat(train.shape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(train.conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(counts(train))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
  }

  @Test
  void testHas10000LabelledImages() {
    Dataset test = Mnist.test();

    assertThat(test.name()).isEqualTo("MNIST test");
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(test.shape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(test.conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(counts(test)).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }

  @Test
  void trainHasThePublishedMeanAndStandardDeviation() {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 60_000; row++) {
      for (float pixel : Mnist.train().row(row)) {
        sum += pixel;
        squares += (double) pixel * pixel;
      }
    }
    double mean = sum / (60_000 * 784);

    assertThat(mean).isCloseTo(0.1307, within(0.00005));
    assertThat(Math.sqrt(squares / (60_000 * 784) - mean * mean))
        .isCloseTo(0.3081, within(0.00005));
  }

  @Test
  void imagesAndLabelsWrittenBackAreTheOriginalFiles() {
    assertThat(md5OfImages(Mnist.train())).isEqualTo("6bbc9ace898e44ae57da46a324031adb");
    assertThat(md5OfLabels(Mnist.train())).isEqualTo("a25bea736e30d166cdddb491f175f624");
    assertThat(md5OfImages(Mnist.test())).isEqualTo("2646ac647ad5339dbf082846283269ea");
    assertThat(md5OfLabels(Mnist.test())).isEqualTo("27ae3e4e09519cfbb04c329615203637");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte.gz, 0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971",
    "train-labels-idx1-ubyte.gz, 1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203",
    "t10k-images-idx3-ubyte.gz, 1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be",
    "t10k-labels-idx1-ubyte.gz, b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"
  })
  void theFilesInTheJarAreUnchanged(String file, String sha256) throws IOException {
    try (InputStream in = Mnist.class.getResourceAsStream(file)) {
      assertThat(in).hasDigest("SHA-256", sha256);
    }
  }

  @Test
  void theCreditAndTheLicenceStandBesideTheFiles() throws IOException {
    try (InputStream in = Mnist.class.getResourceAsStream("README.md")) {
      assertThat(in)
          .asString(UTF_8)
          .contains("Yann LeCun and Corinna Cortes", "Attribution-ShareAlike 3.0");
    }
  }

  @Test
  void eightThreadsGetTheSameData() {
    List<Dataset> seen =
        IntStream.range(0, 8).parallel().mapToObj(thread -> Mnist.test()).distinct().toList();

    assertThat(seen).containsExactly(Mnist.test());
  }

  @Test
  void theSchemaSurvivesAFilter() {
    Dataset threesAndSevens = Mnist.test().withLabel(3, 7);

    assertThat(threesAndSevens.size()).isEqualTo(1010 + 1028);
    assertThat(threesAndSevens.conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(threesAndSevens.shape()).isEqualTo(Shape.of(1, 28, 28));
  }

  static int[] counts(Dataset data) {
    int[] counts = new int[10];
    for (int row = 0; row < data.size(); row++) {
      counts[data.label(row)]++;
    }
    return counts;
  }

  private static String md5OfImages(Dataset data) {
    MessageDigest md5 = md5();
    md5.update(IdxFiles.header(IdxFiles.UNSIGNED_BYTE, (int) data.size(), 28, 28));
    byte[] pixels = new byte[784];
    for (int row = 0; row < data.size(); row++) {
      float[] values = data.row(row);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.round(values[i] * 255);
      }
      md5.update(pixels);
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  private static String md5OfLabels(Dataset data) {
    int[] labels = IntStream.range(0, (int) data.size()).map(data::label).toArray();
    return HexFormat.of().formatHex(md5().digest(IdxFiles.labels(labels)));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
