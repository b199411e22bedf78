package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.spi.FitTask;
import dev.cvae.testkit.Oracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings and networks for fields of the condition: what they compute, and their gradients. */
class FieldEncodersTest {
  private static final int ROWS = 24;
  private static final int FEATURES = 6;
  private static final int LATENT = 3;
  private static final int CLASSES = 3;
  private static final double STEP = 0.02;

  /** Of a slope: a loss near 5 in float32 is right to 5e-7, twice that over two steps. */
  private static final double ROUNDING = 5e-5;

  private static final Mlp MLP = Network.mlp(7, 5).activation(Activation.TANH);

  /**
   * With the unit matrix as table an embedding is the one-hot code. Moving number j of category k
   * by h then is what moving each weight of column k by h times that of column j is to the oracle.
   */
  @Test
  void anEmbeddingsGradientIsThatOfDoublePrecision() {
    // given
    Dataset data = Engines.rows(ROWS, FEATURES, CLASSES);
    ModelDescription oneHot = description(data, data.conditions(), Prior.STANDARD_NORMAL, Map.of());
    ModelDescription embedded =
        description(
            data,
            data.conditions(),
            Prior.STANDARD_NORMAL,
            Map.of("label", new Embedding(CLASSES)));
    float[][] noise = Engines.noise(ROWS, LATENT);
    try (NDManager manager = Engines.newManager()) {
      Model model = Model.build(embedded, manager, new UnitTable(Engines.task(oneHot, data)));
      List<Tensor> others = new ArrayList<>(model.weights().toTensors());
      others.removeIf(tensor -> tensor.name().equals("condition.label.embedding"));
      Oracle oracle = new Oracle(oneHot, others);

      // when
      float loss = backward(model, Objective.elbo(), data, noise);

      // then
      assertThat(loss / oracle.loss(data, noise)).isCloseTo(1, within(1e-6));
      float[] actual = Losses.gradients(model).get("condition.label.embedding");
      for (int category = 0; category < CLASSES; category++) {
        for (int number = 0; number < CLASSES; number++) {
          double step = 1e-5;
          double above = movedLoss(oracle, category, number, step, data, noise);
          double below = movedLoss(oracle, category, number, -step, data, noise);
          assertThat((double) actual[category * CLASSES + number])
              .as("category %d, number %d", category, number)
              .isCloseTo((above - below) / (2 * step), within(1e-5));
        }
      }
    }
  }

  private static double movedLoss(
      Oracle oracle, int category, int number, double step, Dataset data, float[][] noise) {
    Map<String, double[]> moved = new HashMap<>();
    for (String part : List.of("encoder", "decoder")) {
      String name = part + ".hidden.0.weight";
      int width = (part.equals("encoder") ? FEATURES : LATENT) + CLASSES;
      int first = width - CLASSES;
      double[] weight = oracle.parameters().get(name);
      moved.put(name, weight.clone());
      for (int row = 0; row < weight.length; row += width) {
        weight[row + first + category] += step * moved.get(name)[row + first + number];
      }
    }
    double loss = oracle.loss(data, noise);
    moved.forEach(
        (name, before) ->
            System.arraycopy(before, 0, oracle.parameters().get(name), 0, before.length));
    return loss;
  }

  /** Drawn weights, but for a table that is the unit matrix. */
  private static final class UnitTable implements InitialValues {
    private final InitialValues drawn;

    UnitTable(FitTask task) {
      drawn = new InitialValues.Drawn(task);
    }

    @Override
    public float[] of(String name, long[] shape, long fanIn) {
      if (!name.endsWith(".embedding")) {
        return drawn.of(name, shape, fanIn);
      }
      float[] unit = new float[CLASSES * CLASSES];
      for (int i = 0; i < CLASSES; i++) {
        unit[i * CLASSES + i] = 1;
      }
      return unit;
    }

    @Override
    public float[] logSigma(String name, int sigmas, int first, int features) {
      return drawn.logSigma(name, sigmas, first, features);
    }

    @Override
    public float[] rows(String name, int count, int features) {
      return drawn.rows(name, count, features);
    }

    @Override
    public boolean coversAll() {
      return false;
    }
  }

  static Stream<Arguments> pathsOfTheCondition() {
    Objective several = Objective.iwae(3);
    return Stream.of(
        Arguments.of(Prior.STANDARD_NORMAL, Objective.elbo(), false),
        Arguments.of(Prior.STANDARD_NORMAL, several, false),
        Arguments.of(Prior.conditional(4), Objective.elbo(), true),
        Arguments.of(Prior.vamp(3), Objective.elbo(), false),
        Arguments.of(Prior.vamp(3), Objective.elbo(), true));
  }

  /** (L(w + h g) − L(w − h g)) / 2h = ‖g‖ for the unit vector along the gradient. */
  @ParameterizedTest
  @MethodSource("pathsOfTheCondition")
  void everyEncodersGradientIsTheSlopeOfTheLoss(
      Prior prior, Objective objective, boolean mayBeMissing) {
    Dataset data = fields();
    ConditionSchema schema = mayBeMissing ? data.conditions().withDropout(0) : data.conditions();
    ModelDescription description =
        description(
            data,
            schema,
            prior,
            Map.of(
                "city",
                new Embedding(2),
                "site",
                Network.mlp(3).activation(Activation.TANH),
                "photo",
                Network.conv(2, 2).activation(Activation.TANH)));
    float[][] noise = Engines.noise(ROWS * objective.samples(), LATENT);
    try (NDManager manager = Engines.newManager()) {
      Model model =
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)));
      backward(model, objective, data, noise);
      Map<String, float[]> gradients = Losses.gradients(model);
      List<Tensor> tensors = model.weights().toTensors();
      assertThat(tensors)
          .extracting(Tensor::name)
          .startsWith(
              "condition.city.embedding",
              "condition.site.hidden.0.weight",
              "condition.site.hidden.0.bias",
              "condition.photo.conv.0.weight");
      for (int i = 0; i < tensors.size(); i++) {
        if (tensors.get(i).name().startsWith("condition.")) {
          float[] gradient = gradients.get(tensors.get(i).name());
          double length = length(gradient);
          assertThat(slopeAlong(gradient, i, tensors, description, data, noise, objective))
              .as("slope along the gradient of %s", tensors.get(i).name())
              .isCloseTo(length, within(0.005 * length + ROUNDING));
        }
      }
    }
  }

  private static double length(float[] gradient) {
    double squares = 0;
    for (float value : gradient) {
      squares += value * value;
    }
    assertThat(squares).isPositive();
    return Math.sqrt(squares);
  }

  private static double slopeAlong(
      float[] gradient,
      int index,
      List<Tensor> tensors,
      ModelDescription description,
      Dataset data,
      float[][] noise,
      Objective objective) {
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      double factor = (side == 0 ? STEP : -STEP) / length(gradient);
      float[] moved = tensors.get(index).values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (factor * gradient[i]);
      }
      List<Tensor> all = new ArrayList<>(tensors);
      all.set(index, new Tensor(tensors.get(index).name(), tensors.get(index).shape(), moved));
      losses[side] = loss(description, all, data, noise, objective);
    }
    return (losses[0] - losses[1]) / (2 * STEP);
  }

  private static double loss(
      ModelDescription description,
      List<Tensor> tensors,
      Dataset data,
      float[][] noise,
      Objective objective) {
    Map<String, float[]> values = new HashMap<>();
    tensors.forEach(tensor -> values.put(tensor.name(), tensor.values()));
    try (NDManager manager = Engines.newManager()) {
      Model model = Model.build(description, manager, new Given(values));
      return backward(model, objective, data, noise);
    }
  }

  /** Weights by their names. */
  private record Given(Map<String, float[]> values) implements InitialValues {
    @Override
    public float[] of(String name, long[] shape, long fanIn) {
      return values.get(name);
    }

    @Override
    public float[] logSigma(String name, int sigmas, int first, int features) {
      return values.get(name);
    }

    @Override
    public float[] rows(String name, int count, int features) {
      return values.get(name);
    }

    @Override
    public boolean coversAll() {
      return true;
    }
  }

  private static float backward(Model model, Objective objective, Dataset data, float[][] noise) {
    return Losses.backward(model, objective, 0, data, noise, () -> {});
  }

  /** Rows with a city of five, a site of two numbers, a photo of 4 × 4, and a number as it is. */
  private static Dataset fields() {
    RandomStream random = RandomStream.of(31);
    int[] cities = new int[ROWS];
    float[][] sites = new float[ROWS][2];
    float[][] photos = new float[ROWS][16];
    double[] numbers = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      cities[row] = row < 5 ? row : row % 3; // some conditions more than once
      numbers[row] = row % 2;
      for (int i = 0; i < 16; i++) {
        photos[row][i] = (float) random.uniform(row % 6 * 16 + i);
      }
      sites[row][0] = row % 3;
      sites[row][1] = row % 2 == 0 ? 1 : -1;
    }
    return Engines.rows(ROWS, FEATURES, 1)
        .unlabelled()
        .with("city", cities)
        .with("site", sites)
        .withImages("photo", photos, Shape.of(1, 4, 4))
        .with("number", numbers);
  }

  private static ModelDescription description(
      Dataset data, ConditionSchema schema, Prior prior, Map<String, FieldEncoder> encoders) {
    return new ModelDescription(
        data.shape(),
        schema,
        LATENT,
        MLP,
        MLP,
        ReconstructionLoss.BCE,
        prior,
        FittedScaling.none(),
        encoders);
  }

  @Test
  void aMissingCategoryHasARowOfItsOwnInTheTable() {
    Dataset data = Engines.rows(ROWS, FEATURES, CLASSES);
    ModelDescription description =
        description(
            data,
            data.conditions().withDropout(0.5),
            Prior.STANDARD_NORMAL,
            Map.of("label", new Embedding(2)));
    try (NDManager manager = Engines.newManager()) {
      Model model =
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)));
      Tensor table = model.weights().toTensors().get(0);
      assertThat(table.shape()).containsExactly(CLASSES + 1, 2);
      Batch batch = new Batch(2, data.shape(), description.conditions());
      try (Batches batches = data.inOrder()) {
        assertThat(batches.next(batch)).isTrue();
      }
      batch.conditions().codes(0)[1] = -1;
      ConditionBuffer buffer = new ConditionBuffer(description, 2);
      NDArray c = model.condition().of(buffer.fill(batch.conditions(), 2), manager, false);
      int first = batch.conditions().codes(0)[0];
      float[] expected = {
        table.values()[2 * first],
        table.values()[2 * first + 1],
        table.values()[2 * CLASSES],
        table.values()[2 * CLASSES + 1]
      };
      assertThat(c.toFloatArray()).as(Arrays.toString(expected)).containsExactly(expected);
    }
  }
}
