package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import dev.cvae.prior.Prior;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  @TempDir Path folder;

  @Test
  void namesOfModulesAndOfTensorsAreReplaced() {
    Weights weights =
        Weights.of(
            "test",
            List.of(
                ones("mu.weight", 1),
                ones("mu.bias", 1),
                ones("a.b", 1),
                ones("a.d", 1),
                ones("c", 1)));

    Weights renamed = weights.renamed(Map.of("mu", "encoder.mean", "a", "x", "a.b", "decoder.y"));

    assertThat(renamed.tensors())
        .extracting(Tensor::name)
        .containsExactlyInAnyOrder(
            "encoder.mean.weight", "encoder.mean.bias", "decoder.y", "x.d", "c");
  }

  @Test
  void aNameThatFitsNothingIsAnError() {
    Weights weights = Weights.of("state.npz", List.of(ones("mu.weight", 1)));

    assertThatThrownBy(() -> weights.renamed(Map.of("mean", "encoder.mean")))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("state.npz has no tensor or module mean; it has [mu.weight]");
  }

  @Test
  void twoTensorsOfOneNameAreAnError() {
    Weights weights = Weights.of("state.npz", List.of(ones("a", 1), ones("b", 1)));

    assertThatThrownBy(() -> weights.renamed(Map.of("a", "b")))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("two tensors are named b");
  }

  @Test
  void aModelGetsItsTensorsInItsOrder() {
    ModelDescription description = description(Mlp.of(5), ReconstructionLoss.gaussian());
    List<Tensor> tensors =
        new ArrayList<>(
            List.of(
                ones("decoder.log_sigma", 1),
                ones("decoder.output.bias", 3),
                ones("decoder.output.weight", 3, 5),
                ones("decoder.hidden.0.bias", 5),
                ones("decoder.hidden.0.weight", 5, 4),
                ones("encoder.log_variance.bias", 2),
                ones("encoder.log_variance.weight", 2, 5),
                ones("encoder.mean.bias", 2),
                ones("encoder.mean.weight", 2, 5),
                ones("encoder.hidden.0.bias", 5),
                ones("encoder.hidden.0.weight", 5, 5)));

    List<Tensor> ordered = Weights.of("test", tensors).forModel(description);

    assertThat(ordered).hasSameElementsAs(tensors);
    assertThat(ordered.get(0).name()).isEqualTo("encoder.hidden.0.weight");
  }

  @Test
  void whatIsMissingAndWhatIsLeftOverIsNamed() {
    Weights weights = Weights.of("state.npz", List.of(ones("mu.weight", 1)));

    assertThatThrownBy(() -> weights.forModel(description(Mlp.of(5), ReconstructionLoss.BCE)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "state.npz must have the model's tensors, by their names or renamed")
        .hasMessageContaining("missing are [encoder.hidden.0.weight, encoder.hidden.0.bias, ")
        .hasMessageEndingWith("left over are [mu.weight]");
  }

  @Test
  void anotherShapeIsSaidWithBoth() {
    ModelDescription description =
        new ModelDescription(
            Shape.of(3),
            ConditionSchema.none(),
            2,
            Mlp.of(1),
            Mlp.of(4),
            ReconstructionLoss.BCE,
            Prior.STANDARD_NORMAL);
    Weights weights =
        Weights.of(
            "state.npz",
            List.of(
                ones("encoder.hidden.0.weight", 1, 3),
                ones("encoder.hidden.0.bias", 1),
                ones("encoder.mean.weight", 2, 1),
                ones("encoder.mean.bias", 2),
                ones("encoder.log_variance.weight", 2, 1),
                ones("encoder.log_variance.bias", 2),
                ones("decoder.hidden.0.weight", 4, 2),
                ones("decoder.hidden.0.bias", 4),
                ones("decoder.output.weight", 4, 3),
                ones("decoder.output.bias", 3)));

    assertThatThrownBy(() -> weights.forModel(description))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "tensor decoder.output.weight of state.npz must have the shape [3, 4], had [4, 3]");
  }

  @Test
  void ownNetworksAreNotKnown() {
    ModelDescription description = ModelFiles.small().description();

    assertThatThrownBy(() -> Weights.of("test", List.of()).forModel(description))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("decoder must be a built-in one for its weights to be known, was conv");
  }

  @Test
  void anArchiveIsRead() throws IOException {
    Path file = folder.resolve("state.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NumpyArchive.write(Map.of("mu.bias", NumpyArray.of(new float[] {1, -2}, 2)), out);
    }

    Weights weights = Weights.read(file);

    assertThat(weights.source()).isEqualTo("state.npz");
    assertThat(weights.tensors()).singleElement().extracting(Tensor::name).isEqualTo("mu.bias");
    assertThat(weights.tensors().get(0).values()).containsExactly(1, -2);
  }

  @Test
  void ourOwnFilesAreRead() {
    Path file = folder.resolve("small.safetensors");
    ModelFiles.small().write(file);

    assertThat(Weights.read(file).tensors())
        .extracting(Tensor::name)
        .containsExactly("a.weight", "a.bias");
  }

  @Test
  void otherTypesAndAnyOrderAreRead() throws IOException {
    String header =
        """
        {"b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]},\
        "a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}""";
    ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.1).putShort((short) 0x3F80).putShort((short) 0xC000); // bfloat16 of 1 and -2

    List<Tensor> tensors = Weights.read(write(header, data.array())).tensors();

    assertThat(tensors.get(0).values()).containsExactly(1, -2);
    assertThat(tensors.get(1).values()).containsExactly(0.1f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F32 | [2]   | [0,12] | tensor a has shape [2], but 3 values",
        "F32 | [3]   | [0,16] | must lie within the 12 bytes of the file",
        "F32 | [3]   | [-4,8] | must lie within",
        "F32 | [3]   | [8,4]  | must lie within",
        "F32 | [3]   | [0]    | must lie within",
        "F32 | [65536,65536,65536] | [0,12] | but 3 values",
        "F32 | [-3]  | [0,12] | but 3 values",
        "F32 | [2]   | [0,10] | must have 4 bytes a value",
        "I64 | [1]   | [0,8]  | I64",
      })
  void hostileHeadersAreRefused(String type, String shape, String offsets, String message)
      throws IOException {
    Path file =
        write(
            "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
                .formatted(type, shape, offsets),
            new byte[12]);

    assertThatThrownBy(() -> Weights.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("cannot read " + file)
        .hasMessageContaining(message);
  }

  @Test
  void tensorsThatOverlapAreRefused() throws IOException { // a small file could ask for any memory
    String entry = "\"%s\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}";
    String header = "{%s,%s,%s}".formatted(entry, entry, entry).formatted("a", "b", "c");
    Path file = write(header, new byte[16]);

    assertThatThrownBy(() -> Weights.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageEndingWith("tensor c must not overlap another");
  }

  @Test
  void whatIsNeitherIsSaid() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "hello, this is no file of weights");

    assertThatThrownBy(() -> Weights.read(text))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("neither an .npz nor a .safetensors file");
    assertThatThrownBy(() -> Weights.read(folder.resolve("none")))
        .hasMessageEndingWith("there is no such file");
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        folder.resolve("x.safetensors"), bytes.putLong(text.length).put(text).put(data).array());
  }

  private static ModelDescription description(Network network, ReconstructionLoss loss) {
    return new ModelDescription(
        Shape.of(3), ConditionSchema.label(2), 2, network, network, loss, Prior.STANDARD_NORMAL);
  }

  private static Tensor ones(String name, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] values = new float[size];
    Arrays.fill(values, 1);
    return new Tensor(name, shape, values);
  }
}
