package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.Samples;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Dataset;
import dev.cvae.file.ModelFile;
import dev.cvae.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The graphs in ONNX Runtime against the model on PyTorch. */
class OnnxExportTest {
  private static final double TOLERANCE = 1e-5;

  static List<ExampleModel> models() {
    return ExampleModel.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void theGraphsSayWhatTheModelSays(ExampleModel example) throws OrtException {
    ModelFile file = example.model();
    try (GenerativeModel model = open(file);
        OnnxRun encoder = new OnnxRun(ModelGraph.encoder(file));
        OnnxRun decoder = new OnnxRun(ModelGraph.decoder(file));
        OnnxRun generate = new OnnxRun(ModelGraph.generate(file))) {
      for (int rows : new int[] {1, 7}) {
        Dataset data = RandomRows.of(file.description(), rows, example.random().split(rows));
        encoderAgrees(model, encoder, data);
        decoderAgrees(model, decoder, data);
        generateAgrees(file, model, generate, data, example.seed());
      }
    }
  }

  private static GenerativeModel open(ModelFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.write(bytes);
    return GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static void encoderAgrees(GenerativeModel model, OnnxRun encoder, Dataset data)
      throws OrtException {
    Map<String, Object> inputs = new LinkedHashMap<>(conditions(model, data));
    inputs.put("x", rows(data));
    Map<String, float[][]> outputs = encoder.run(inputs);

    Posterior expected = model.encode(data);
    assertClose(outputs, "mean", expected.mean());
    assertClose(outputs, "log_variance", expected.logVariance());
  }

  private static void decoderAgrees(GenerativeModel model, OnnxRun decoder, Dataset data)
      throws OrtException {
    float[][] z = new float[(int) data.size()][model.toFile().description().latent()];
    for (int row = 0; row < z.length; row++) {
      RandomStream.of(3).normals((long) row * z[row].length, z[row]);
    }
    Map<String, Object> inputs = new LinkedHashMap<>(conditions(model, data));
    inputs.put("z", z);
    Map<String, float[][]> outputs = decoder.run(inputs);

    assertClose(outputs, "x", model.decode(z, conditionsOf(data)).rows());
  }

  /** The noise is that which generate() draws from its seed. */
  private static void generateAgrees(
      ModelFile file, GenerativeModel model, OnnxRun generate, Dataset data, long seed)
      throws OrtException {
    RandomStream random = RandomStream.of(seed);
    int rows = (int) data.size();
    float[][] noise = new float[rows][file.description().latent()];
    for (int row = 0; row < rows; row++) {
      random.split("latent").normals((long) row * noise[row].length, noise[row]);
    }
    Map<String, Object> inputs = new LinkedHashMap<>(conditions(model, data));
    inputs.put("noise", noise);
    for (var input : generate.inputs()) {
      if (input.getName().equals("uniform_prior")) {
        inputs.put(input.getName(), uniform(random.split("component"), rows));
      } else if (input.getName().equals("uniform_sampler")) {
        inputs.put(input.getName(), uniform(random.split("sampler"), rows));
      }
    }
    Map<String, float[][]> outputs = generate.run(inputs);

    Samples expected = model.generate(conditionsOf(data), seed);
    assertClose(outputs, "z", expected.latents());
    assertClose(outputs, "x", expected.rows());
  }

  private static float[][] uniform(RandomStream random, int rows) {
    float[][] uniform = new float[rows][1];
    for (int row = 0; row < rows; row++) {
      uniform[row][0] = (float) random.uniform(row);
    }
    return uniform;
  }

  private static float[][] rows(Dataset data) {
    return IntStream.range(0, (int) data.size()).mapToObj(data::row).toArray(float[][]::new);
  }

  private static List<Condition> conditionsOf(Dataset data) {
    return IntStream.range(0, (int) data.size()).mapToObj(data::condition).toList();
  }

  /** The condition as docs/onnx.md says it is given. */
  private static Map<String, Object> conditions(GenerativeModel model, Dataset data) {
    ConditionSchema schema = model.toFile().description().conditions();
    ConditionColumns columns = ConditionColumns.of(schema, conditionsOf(data));
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      Field field = schema.fields().get(i);
      Object values =
          field instanceof CategoryField
              ? Arrays.stream(columns.codes(i)).asLongStream().toArray()
              : cut(columns.values(i), field.values());
      inputs.put("condition_" + field.name(), values);
    }
    return inputs;
  }

  private static float[][] cut(float[] values, int width) {
    return IntStream.range(0, values.length / width)
        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
        .toArray(float[][]::new);
  }

  private static void assertClose(Map<String, float[][]> outputs, String name, float[][] expected) {
    float[][] actual = Objects.requireNonNull(outputs.get(name), name);
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < actual.length; row++) {
      for (int i = 0; i < actual[row].length; i++) {
        double bound = TOLERANCE * Math.max(1, Math.abs(expected[row][i]));
        assertThat((double) actual[row][i])
            .as("%s in row %d, column %d", name, row, i)
            .isCloseTo(expected[row][i], within(bound));
      }
    }
  }
}
