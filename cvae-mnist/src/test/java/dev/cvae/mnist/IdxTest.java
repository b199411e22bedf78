package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomBytesComeBackInEveryForm(long seed) {
    Random random = new Random(seed);
    int[] dimensions = randomDimensions(random);
    byte[] values = new byte[product(dimensions)];
    random.nextBytes(values);
    byte[] file = IdxFiles.bytes(values, dimensions);

    Dataset plain = Idx.read(write("plain", file));
    Dataset zipped = Idx.read(write("zipped", IdxFiles.gzip(file)));

    assertThat(plain.shape()).isEqualTo(rowShape(dimensions));
    assertThat(flat(plain)).isEqualTo(scaled(values));
    assertThat(zipped.fingerprint()).isEqualTo(plain.fingerprint());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomFloatsComeBackInEveryForm(long seed) {
    Random random = new Random(seed);
    int[] dimensions = randomDimensions(random);
    float[] values = new float[product(dimensions)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    byte[] file = IdxFiles.floats(values, dimensions);

    Dataset plain = Idx.read(write("plain", file));
    Dataset zipped = Idx.read(write("zipped", IdxFiles.gzip(file)));

    assertThat(plain.shape()).isEqualTo(rowShape(dimensions));
    assertThat(flat(plain)).isEqualTo(values);
    assertThat(zipped.fingerprint()).isEqualTo(plain.fingerprint());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomLabelsComeBackWithTheirRows(long seed) {
    Random random = new Random(seed);
    int[] labels = random.ints(1 + random.nextInt(40), 0, 256).toArray();
    Path images = write("images", IdxFiles.bytes(new byte[labels.length * 6], labels.length, 2, 3));
    Path plain = write("labels", IdxFiles.labels(labels));
    Path zipped = write("labels.gz", IdxFiles.gzip(IdxFiles.labels(labels)));

    Dataset data = Idx.read(images, plain);

    assertThat(labels(data)).isEqualTo(labels);
    assertThat(data.conditions())
        .isEqualTo(ConditionSchema.label(Arrays.stream(labels).max().orElseThrow() + 1));
    assertThat(Idx.read(images, zipped).fingerprint()).isEqualTo(data.fingerprint());
  }

  @Test
  void aFileLargerThanTheFirstChunkComesBack() {
    byte[] values = new byte[5 * 700_001];
    new Random(0).nextBytes(values);

    Dataset data = Idx.read(write("large", IdxFiles.bytes(values, 5, 700_001)));

    assertThat(flat(data)).isEqualTo(scaled(values));
  }

  @Test
  void contentAndNotTheNameSaysWhetherAFileIsZipped() {
    byte[] file = IdxFiles.bytes(new byte[] {1, 2}, 2, 1);

    Dataset plain = Idx.read(write("plain.gz", file));
    Dataset zipped = Idx.read(write("zipped.idx", IdxFiles.gzip(file)));

    assertThat(plain.fingerprint()).isEqualTo(zipped.fingerprint());
  }

  @Test
  void dataWithoutLabelsHasNoConditionAndTheNameOfItsFile() {
    Dataset data = Idx.read(write("some-images", IdxFiles.bytes(new byte[] {1, 2}, 2, 1)));

    assertThat(data.conditions()).isEqualTo(ConditionSchema.none());
    assertThat(data.name()).isEqualTo("some-images");
  }

  @Test
  void classesThatDoNotOccurCanBeDeclared() {
    Path images = write("images", IdxFiles.bytes(new byte[] {1, 2}, 2, 1));
    Path labels = write("labels", IdxFiles.labels(3, 1));

    assertThat(Idx.read(images, labels).conditions()).isEqualTo(ConditionSchema.label(4));
    assertThat(Idx.read(images, labels, 10).conditions()).isEqualTo(ConditionSchema.label(10));
    assertThat(Idx.read(images, labels, 1000).conditions()).isEqualTo(ConditionSchema.label(1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void classesMustBePositive(int classes) {
    assertThatThrownBy(() -> Idx.read(folder, folder, classes))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("classes must be positive, was " + classes);
  }

  @Test
  void theSchemaSurvivesAFilter() {
    Path images = write("images", IdxFiles.bytes(new byte[] {1, 2, 3}, 3, 1));
    Path labels = write("labels", IdxFiles.labels(0, 1, 2));

    assertThat(Idx.read(images, labels).withLabel(0).conditions())
        .isEqualTo(ConditionSchema.label(3));
  }

  static long[] seeds() {
    return new Random(20_240_601).longs(12).toArray();
  }

  private Path write(String name, byte[] content) {
    return IdxFiles.write(folder.resolve(name), content);
  }

  private static int[] randomDimensions(Random random) {
    return random.ints(1 + random.nextInt(5), 1, 7).toArray();
  }

  private static int product(int[] dimensions) {
    return Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
  }

  private static Shape rowShape(int[] d) {
    return switch (d.length) {
      case 1 -> Shape.of(1);
      case 2 -> Shape.of(d[1]);
      case 3 -> Shape.of(1, d[1], d[2]);
      case 4 -> Shape.of(d[1], d[2], d[3]);
      default -> Shape.of(d[1], d[2], d[3], d[4]);
    };
  }

  private static float[] scaled(byte[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (values[i] & 0xFF) / 255f;
    }
    return scaled;
  }

  private static float[] flat(Dataset data) {
    int features = data.shape().size();
    float[] values = new float[(int) data.size() * features];
    for (int row = 0; row < data.size(); row++) {
      System.arraycopy(data.row(row), 0, values, row * features, features);
    }
    return values;
  }

  private static int[] labels(Dataset data) {
    int[] labels = new int[(int) data.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = data.label(row);
    }
    return labels;
  }
}
