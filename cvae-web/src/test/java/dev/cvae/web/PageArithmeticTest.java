package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Dataset;
import dev.cvae.file.Json;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Activation;
import dev.cvae.network.Embedding;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.Sampler;
import dev.cvae.scaling.Scaling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page's script in Node.js, where there is one, against the model on the JVM with the same
 * rounded weights: from the same noise the same latents, and from these the same pictures.
 */
class PageArithmeticTest {
  private static final int PICTURES = 12;
  private static final long SEED = 5;

  /** Prints a line for each case: z, then the mean. */
  private static final String PROGRAM =
      """
      const fs = require('fs');
      const [folder, cases] = [process.argv[1], JSON.parse(process.argv[2])];
      for (const script of ['weights.js', 'cvae.js']) {
        require('vm').runInThisContext(fs.readFileSync(`${folder}/${script}`, 'utf8'));
      }
      for (const {choice, noise, condition} of cases) {
        const z = cvae.latentOf({choice, noise}, condition);
        console.log([...z, ...cvae.decode(z, condition)].join(' '));
      }
      """;

  @TempDir private Path folder;

  static Stream<Arguments> everyKindOfModel() {
    Stream<Arguments> activations =
        Arrays.stream(Activation.values())
            .map(
                activation ->
                    model(
                        activation.toString(),
                        TestModels.small().decoder(new Mlp(List.of(20, 30), activation)),
                        TestModels.digits()));
    Stream<Arguments> losses =
        Stream.of(
                ReconstructionLoss.MSE,
                ReconstructionLoss.gaussianPerFeature(),
                ReconstructionLoss.continuousBernoulli(),
                ReconstructionLoss.discretisedLogistic(),
                ReconstructionLoss.mixed(
                    ReconstructionLoss.discretisedLogistic().on(10), ReconstructionLoss.BCE.on(54)))
            .map(
                loss ->
                    model(
                        loss.toString(),
                        TestModels.small().reconstructionLoss(loss),
                        TestModels.digits()));
    Dataset digits = TestModels.digits();
    Dataset colours = TestModels.pictures(TestModels.COLOUR).labelled(TestModels.codes(10));
    Dataset many = TestModels.manyFields();
    Stream<Arguments> others =
        Stream.of(
            model("no condition", TestModels.small(), TestModels.pictures(TestModels.GREY)),
            model("convolutions", TestModels.small().convolutions(3, 4), digits),
            model(
                "film, three channels",
                TestModels.small()
                    .encoder(Network.conv(3).film())
                    .decoder(Network.conv(5, 4).film()),
                colours),
            model("fields of each kind", TestModels.small(), many),
            model("any of them missing", TestModels.small().conditionDropout(0.2), many),
            model(
                "encoders of fields",
                TestModels.small()
                    .conditionDropout(0.2)
                    .conditionEncoder("article", new Embedding(3))
                    .conditionEncoder("site", Network.mlp(5, 4)),
                many),
            model("conditional prior", TestModels.small().prior(Prior.conditional(7)), many),
            model("mixtures", TestModels.small().sampler(Sampler.gaussianMixture()), digits),
            model(
                "mixtures on a conditional prior",
                TestModels.small()
                    .prior(Prior.conditional())
                    .sampler(Sampler.gaussianMixture().maxComponents(2)),
                TestModels.clothes()),
            model(
                "standardised",
                TestModels.small()
                    .reconstructionLoss(ReconstructionLoss.MSE)
                    .scaling(Scaling.standardised()),
                digits));
    return Stream.of(activations, losses, others).flatMap(cases -> cases);
  }

  private static Arguments model(String name, Cvae.Builder builder, Dataset data) {
    return Arguments.argumentSet(name, builder, data);
  }

  @ParameterizedTest
  @MethodSource("everyKindOfModel")
  void drawsAsJavaDoesWithTheSameWeights(Cvae.Builder builder, Dataset data) throws Exception {
    assumeTrue(Programs.find("node").isPresent(), "skipped: there is no node on the path");
    try (GenerativeModel model = TestModels.fit(builder, data)) {
      PageModel page = PageModel.of(model.toFile());
      for (WeightPrecision precision : WeightPrecision.values()) {
        requireSame(page.rounded(precision, List.of()));
      }
    }
  }

  private void requireSame(PageModel.Rounded page) throws IOException, InterruptedException {
    for (Map.Entry<String, byte[]> file : Page.of(page).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    try (GenerativeModel rounded = RoundingCost.open(page.file(), LoadOptions.defaults())) {
      ConditionSchema schema = rounded.description().conditions();
      List<Condition> conditions = new ArrayList<>(ExampleConditions.of(schema, PICTURES));
      if (schema.mayBeMissing()) {
        conditions.set(0, Condition.none());
      }
      Samples java = rounded.generate(GenerationRequest.of(conditions).seed(SEED));
      List<double[]> lines = inNode(cases(schema, conditions, rounded.description().latent()));

      assertThat(lines).hasSize(PICTURES);
      for (int row = 0; row < PICTURES; row++) {
        double[] line = lines.get(row);
        int latent = java.latent(row).length;
        assertThat(Arrays.copyOf(line, latent))
            .as("%s, row %d, z", page.precision(), row)
            .containsExactly(doubles(java.latent(row)), within(1e-5));
        assertThat(Arrays.copyOfRange(line, latent, line.length))
            .as("%s, row %d, x", page.precision(), row)
            .containsExactly(doubles(java.row(row)), within(1e-5));
      }
    }
  }

  /** The noise of {@code generate} with this seed, whose streams docs/model.md names. */
  private static String cases(ConditionSchema schema, List<Condition> conditions, int latent) {
    RandomStream random = RandomStream.of(SEED);
    List<Object> cases = new ArrayList<>();
    for (int row = 0; row < conditions.size(); row++) {
      float[] noise = new float[latent];
      random.split("latent").normals((long) row * latent, noise);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("choice", random.split("sampler").uniform(row));
      one.put("noise", list(noise));
      one.put("condition", condition(schema, conditions.get(row)));
      cases.add(one);
    }
    return Json.write(cases);
  }

  /** As the page's controls give it: codes, lists of codes, lists of numbers. */
  private static Map<String, Object> condition(ConditionSchema schema, Condition condition) {
    ConditionColumns columns = ConditionColumns.of(schema, List.of(condition));
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      Field field = schema.fields().get(i);
      if (columns.column(i).isMissing(0)) {
        continue;
      }
      values.put(
          field.name(),
          switch (field.getClass().getSimpleName()) {
            case "CategoryField" -> columns.codes(i)[0];
            case "MultiLabelField" -> ones(columns.values(i));
            default -> list(columns.values(i));
          });
    }
    return values;
  }

  private static List<Integer> ones(float[] applies) {
    return IntStream.range(0, applies.length).filter(i -> applies[i] == 1).boxed().toList();
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private List<double[]> inNode(String cases) throws IOException, InterruptedException {
    String node = Programs.find("node").orElseThrow().toString();
    Process process =
        new ProcessBuilder(node, "-e", PROGRAM, folder.toString(), cases)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("exit code of node").isZero();
      return text.lines()
          .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }
}
