package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cvae.error.ModelFileException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  @Test
  void theBytesAreThoseOfASafetensorsFileAndAreKnown() {
    // given: header written by hand, tensors in little-endian float32 without gaps
    String header =
        ModelFiles.header(
            "1",
            ModelFiles.DESCRIPTION,
            ModelFiles.PROVENANCE,
            ",'a.weight':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]},"
                + "'a.bias':{'dtype':'F32','shape':[1],'data_offsets':[16,20]}");
    byte[] tensors =
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1)
            .putFloat(-2)
            .putFloat(0.5f)
            .putInt(1)
            .putInt(0x80000000)
            .array();

    // when
    byte[] written = ModelFiles.bytes(ModelFiles.small());

    // then
    assertThat(new String(written, StandardCharsets.ISO_8859_1))
        .isEqualTo(new String(ModelFiles.crafted(header, tensors), StandardCharsets.ISO_8859_1));
    assertThat(ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @Test
  void whateverGoesInComesOutAgainToTheBit() {
    for (int seed = 0; seed < 200; seed++) {
      // given
      ModelFile file = ModelFiles.random(new Random(seed));

      // when
      byte[] bytes = ModelFiles.bytes(file);
      ModelFile back = ModelFiles.read(bytes);

      // then
      assertThat(back.provenance()).as("seed %d", seed).isEqualTo(file.provenance());
      assertSame(back.description(), file.description(), seed);
      assertThat(back.tensors()).as("seed %d", seed).hasSameSizeAs(file.tensors());
      for (int i = 0; i < file.tensors().size(); i++) {
        assertSame(back.tensors().get(i), file.tensors().get(i), seed);
      }
      assertThat(ModelFiles.bytes(file)).as("second write, seed %d", seed).isEqualTo(bytes);
      assertThat(ModelFiles.bytes(back)).as("write after read, seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void aTensorLargerThanAnyBufferComesOutAgain() {
    // given
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    ModelFile small = ModelFiles.small();
    List<Tensor> tensors = List.of(new Tensor("large", new int[] {values.length}, values));

    // when
    ModelFile back =
        ModelFiles.read(
            ModelFiles.bytes(new ModelFile(small.description(), small.provenance(), tensors)));

    // then
    assertThat(back.tensors().get(0).values()).isEqualTo(values);
  }

  @Test
  void aPathAndAStreamGetTheSameBytesAndGiveTheSameModel() throws Exception {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      // given
      Path path = files.getPath("model.safetensors");
      ModelFile file = ModelFiles.small();

      // when
      file.write(path);
      file.write(path);

      // then
      assertThat(Files.readAllBytes(path)).isEqualTo(ModelFiles.bytes(file));
      assertThat(ModelFile.read(path).provenance()).isEqualTo(file.provenance());
    }
  }

  @Test
  void streamsStayOpen() {
    // given
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    // when
    ModelFiles.small().write(out);
    ModelFile.read(
        new ByteArrayInputStream(out.toByteArray()) {
          @Override
          public void close() {
            closed.set(true);
          }
        });

    // then
    assertThat(closed).isFalse();
  }

  @Test
  void twoTensorsOfOneNameAndTheNameOfTheMetadataAreRefused() {
    ModelFile small = ModelFiles.small();
    Tensor a = new Tensor("a", new int[] {1}, new float[1]);
    Tensor metadata = new Tensor("__metadata__", new int[] {1}, new float[1]);

    assertThatThrownBy(
            () ->
                ModelFiles.bytes(
                    new ModelFile(small.description(), small.provenance(), List.of(a, a))))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("two tensors are named a");
    assertThatThrownBy(
            () ->
                ModelFiles.bytes(
                    new ModelFile(small.description(), small.provenance(), List.of(metadata))))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("two tensors are named __metadata__");
  }

  @Test
  void aTensorWhoseShapeDoesNotFitItsValuesIsRefused() {
    assertThatThrownBy(() -> new Tensor("w", new int[] {2, 3}, new float[5]))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("tensor w has shape [2, 3], but 5 values");
    assertThatThrownBy(() -> new Tensor("w", new int[] {-2, -3}, new float[6]))
        .as("two negative dimensions")
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("[-2, -3]");
    assertThatThrownBy(() -> new Tensor("w", new int[] {1 << 30, 1 << 30, 1 << 30}, new float[6]))
        .as("a size beyond 64 bits")
        .isInstanceOf(ModelFileException.class);
  }

  private static void assertSame(Tensor actual, Tensor expected, int seed) {
    assertThat(actual.name()).as("seed %d", seed).isEqualTo(expected.name());
    assertThat(actual.shape()).as("seed %d", seed).isEqualTo(expected.shape());
    assertThat(bits(actual.values())).as("seed %d", seed).isEqualTo(bits(expected.values()));
  }

  private static void assertSame(ModelDescription actual, ModelDescription expected, int seed) {
    assertThat(actual)
        .as("seed %d", seed)
        .extracting(
            ModelDescription::shape,
            ModelDescription::conditions,
            ModelDescription::latent,
            description -> plain(description.encoder()),
            description -> plain(description.decoder()),
            ModelDescription::reconstructionLoss,
            ModelDescription::prior,
            ModelDescription::scaling,
            ModelDescription::fieldEncoders)
        .containsExactly(
            expected.shape(),
            expected.conditions(),
            expected.latent(),
            plain(expected.encoder()),
            plain(expected.decoder()),
            expected.reconstructionLoss(),
            expected.prior(),
            expected.scaling(),
            expected.fieldEncoders());
  }

  /** An own network comes back as its name. */
  private static Network plain(Network network) {
    return network instanceof CustomNetwork own ? new ModelFiles.Own(own.name()) : network;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
