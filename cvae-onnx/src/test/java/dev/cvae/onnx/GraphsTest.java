package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.NumberField;
import dev.cvae.data.Shape;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a graph says of itself, and what it does with what is no condition. */
class GraphsTest {
  private static final ConditionSchema SCHEMA =
      new ConditionSchema(
          List.of(
              new CategoryField("colour", List.of("red", "sea \"green\"")),
              new NumberField("year", 2000, 10)));

  private static ModelFile model(ConditionSchema schema) {
    ModelDescription description =
        new ModelDescription(
            Shape.of(2, 3),
            schema,
            4,
            Network.mlp(5),
            Network.mlp(5),
            ReconstructionLoss.BCE,
            Prior.vamp(2));
    return RandomWeights.model(description, Optional.empty(), RandomStream.of(1));
  }

  @Test
  void inputsAndOutputsHaveNamesTypesAndABatchOfAnySize() throws OrtException {
    ModelFile model = model(SCHEMA);
    String condition = ", condition_colour INT64 [-1], condition_year FLOAT [-1, 1]";
    try (OnnxRun encoder = new OnnxRun(ModelGraph.encoder(model));
        OnnxRun decoder = new OnnxRun(ModelGraph.decoder(model));
        OnnxRun generate = new OnnxRun(ModelGraph.generate(model))) {
      assertThat(text(encoder.inputs())).isEqualTo("x FLOAT [-1, 6]" + condition);
      assertThat(text(encoder.session().getOutputInfo().values()))
          .isEqualTo("mean FLOAT [-1, 4], log_variance FLOAT [-1, 4]");
      assertThat(text(decoder.inputs())).isEqualTo("z FLOAT [-1, 4]" + condition);
      assertThat(text(decoder.session().getOutputInfo().values())).isEqualTo("x FLOAT [-1, 6]");
      assertThat(text(generate.inputs()))
          .isEqualTo("noise FLOAT [-1, 4]" + condition + ", uniform_prior FLOAT [-1, 1]");
      assertThat(text(generate.session().getOutputInfo().values()))
          .isEqualTo("x FLOAT [-1, 6], z FLOAT [-1, 4]");
    }
  }

  private static String text(Collection<NodeInfo> nodes) {
    return nodes.stream()
        .map(
            node -> {
              TensorInfo tensor = (TensorInfo) node.getInfo();
              assertThat(tensor.getDimensionNames()[0]).isEqualTo("batch");
              List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
              return node.getName() + " " + tensor.type + " " + shape;
            })
        .collect(Collectors.joining(", "));
  }

  @Test
  void metadataHoldTheDescriptionWithTheNamesOfCategories() throws OrtException {
    ModelFile model = model(SCHEMA);
    try (OnnxRun decoder = new OnnxRun(ModelGraph.decoder(model))) {
      Map<String, String> metadata = decoder.session().getMetadata().getCustomMetadata();

      assertThat(metadata).containsEntry("cvae.graph", "decoder");
      assertThat(metadata.get("cvae.description"))
          .isEqualTo(model.descriptionJson())
          .contains("\"names\":[\"red\",\"sea \\\"green\\\"\"]");
      assertThat(decoder.session().getMetadata().getProducerName()).isEqualTo("cvae-onnx");
    }
  }

  @Test
  void theOperatorSetIsFixed() throws InvalidProtocolBufferException {
    ModelProto graph = ModelProto.parseFrom(ModelGraph.encoder(model(SCHEMA)));

    assertThat(graph.getIrVersion()).isEqualTo(8);
    assertThat(graph.getOpsetImportList())
        .singleElement()
        .satisfies(
            set -> {
              assertThat(set.getDomain()).isEmpty();
              assertThat(set.getVersion()).isEqualTo(18);
            });
  }

  @Test
  void theSameModelGivesTheSameBytes() {
    for (ExampleModel example : ExampleModel.all().subList(0, 4)) {
      assertThat(ModelGraph.encoder(example.model()))
          .isEqualTo(ModelGraph.encoder(example.model()));
      assertThat(ModelGraph.generate(example.model()))
          .isEqualTo(ModelGraph.generate(example.model()));
    }
  }

  @Test
  void aCodeThatIsNoCategoryStopsTheRun() throws OrtException {
    try (OnnxRun decoder = new OnnxRun(ModelGraph.decoder(model(SCHEMA)))) {
      for (long code : new long[] {2, -1, -2}) {
        assertThatThrownBy(() -> decode(decoder, code, 2000))
            .isInstanceOf(OrtException.class)
            .hasMessageContaining("indices element out of data bounds");
      }
      assertThat(decode(decoder, 0, Float.NaN)[0]).containsOnly(Float.NaN);
    }
  }

  @Test
  void whereFieldsMayBeMissingNegativeCodesAndNaNSaySo() throws OrtException {
    try (OnnxRun decoder = new OnnxRun(ModelGraph.decoder(model(SCHEMA.withDropout(0.1))))) {
      assertThat(decode(decoder, -1, 2010)).isEqualTo(decode(decoder, -7, 2010));
      assertThat(decode(decoder, -1, 2010)[0]).isNotEqualTo(decode(decoder, 0, 2010)[0]);
      assertThat(decode(decoder, 0, Float.NaN)[0]).doesNotContain(Float.NaN);
      assertThatThrownBy(() -> decode(decoder, 2, 2010)).isInstanceOf(OrtException.class);
    }
  }

  private static float[][] decode(OnnxRun decoder, long colour, float year) throws OrtException {
    Map<String, float[][]> outputs =
        decoder.run(
            Map.of(
                "z", new float[1][4],
                "condition_colour", new long[] {colour},
                "condition_year", new float[][] {{year}}));
    return Objects.requireNonNull(outputs.get("x"));
  }
}
