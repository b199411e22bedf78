package dev.cvae.onnx;

import static dev.cvae.likelihood.ReconstructionLoss.BCE;
import static dev.cvae.likelihood.ReconstructionLoss.MSE;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.data.Shape;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Conv;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.GaussianMixture;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.MixedScaling;
import dev.cvae.scaling.QuantileScaling;
import dev.cvae.scaling.QuantileScaling.Target;
import dev.cvae.testkit.LossExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of one kind, of sizes that its seed draws.
 *
 * @param name says what is special about it
 * @param description the model
 * @param sampler if it has one
 * @param seed of sizes, weights and noise
 */
record ExampleModel(
    String name, ModelDescription description, Optional<FittedSampler> sampler, long seed) {
  private static final ConditionSchema LABEL = ConditionSchema.label(LossExamples.CLASSES);

  /** Of every network, likelihood, prior, scaling, kind of field and sampler. */
  static List<ExampleModel> all() {
    List<ExampleModel> all = new ArrayList<>();
    all.addAll(networks());
    all.addAll(likelihoods());
    all.addAll(conditions());
    all.addAll(priors());
    all.addAll(scalings());
    all.addAll(samplers());
    return all;
  }

  private static List<ExampleModel> networks() {
    List<ExampleModel> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (int seed = 0; seed < 2; seed++) {
        Sizes sizes = new Sizes(seed);
        Shape shape = Shape.of(sizes.next(1, 3), sizes.next(1, 9), sizes.next(1, 9));
        Mlp encoder = sizes.mlp().activation(activation);
        Mlp decoder = sizes.mlp().activation(activation);
        ConditionSchema schema =
            seed == 0 ? ConditionSchema.none() : ConditionSchema.label(sizes.next(1, 12));
        ModelDescription description =
            new ModelDescription(
                shape, schema, sizes.next(1, 20), encoder, decoder, BCE, Prior.STANDARD_NORMAL);
        all.add(of("mlp " + activation + " " + shape + " " + schema, description, seed));
      }
      for (int seed = 10; seed < 12; seed++) {
        Sizes sizes = new Sizes(seed);
        Shape shape = Shape.of(sizes.next(1, 3), 4 * sizes.next(1, 3), 4 * sizes.next(1, 3));
        Conv plain = Network.conv(sizes.next(1, 6), sizes.next(1, 6)).activation(activation);
        Conv conv = seed == 10 ? plain : plain.film();
        ModelDescription description =
            new ModelDescription(
                shape, LABEL, sizes.next(1, 20), conv, conv, BCE, Prior.STANDARD_NORMAL);
        all.add(of(conv + " " + activation + " " + shape, description, seed));
      }
    }
    return all;
  }

  private static List<ExampleModel> likelihoods() {
    List<ExampleModel> all = new ArrayList<>();
    for (ReconstructionLoss loss : LossExamples.losses()) {
      all.add(of(loss.toString(), small(LABEL, loss, Prior.STANDARD_NORMAL), 20));
    }
    Conv conv = Network.conv(3);
    ModelDescription unconditional =
        new ModelDescription(
            Shape.of(4, 8), ConditionSchema.none(), 3, conv, conv.film(), MSE, Prior.vamp(2));
    all.add(of("convolutions without condition", unconditional, 21));
    ModelDescription twoValuesAPixel =
        new ModelDescription(
            Shape.of(2, 4, 6),
            LABEL,
            3,
            conv,
            conv,
            ReconstructionLoss.discretisedLogistic(),
            Prior.STANDARD_NORMAL);
    all.add(of("two values a pixel of a convolution", twoValuesAPixel, 21));
    return all;
  }

  private static List<ExampleModel> conditions() {
    ConditionSchema schema =
        new ConditionSchema(
            List.of(
                new CategoryField("colour", List.of("red", "green", "blue")),
                new CategoryField("city", 100),
                new NumberField("year", 2015.3, 6.1),
                new VectorField("site", new double[] {1e4, -2}, new double[] {0.5, 3}),
                new MultiLabelField("tags", 4),
                new ImageField("photo", 1, 4, 8),
                new ImageField("outline", 2, 3, 3),
                new VectorField("spectrum", new double[5], new double[] {1, 2, 3, 4, 5})));
    Map<String, FieldEncoder> encoders =
        Map.of(
            "city", new Embedding(6),
            "photo", Network.conv(2, 3),
            "outline", Network.mlp(5).activation(Activation.TANH),
            "spectrum", Network.mlp(7, 3));
    List<ExampleModel> all = new ArrayList<>();
    for (ConditionSchema one : List.of(schema, schema.withDropout(0.1))) {
      for (Prior prior : List.of(Prior.conditional(4), Prior.vamp(3))) {
        ModelDescription description =
            new ModelDescription(
                Shape.of(LossExamples.FEATURES),
                one,
                3,
                Mlp.of(8),
                Mlp.of(9),
                MSE,
                prior,
                FittedScaling.none(),
                encoders);
        String missing = one.mayBeMissing() ? ", some missing" : "";
        all.add(of("fields of every kind" + missing + ", " + prior, description, 30));
      }
    }
    return all;
  }

  private static List<ExampleModel> priors() {
    List<ExampleModel> all = new ArrayList<>();
    for (Prior prior : LossExamples.priors()) {
      all.add(of("under " + prior, small(LABEL, MSE, prior), 40));
    }
    all.add(of("without condition", small(ConditionSchema.none(), MSE, Prior.vamp(5)), 41));
    return all;
  }

  private static List<ExampleModel> scalings() {
    double[][] knots = new double[LossExamples.FEATURES][128];
    for (double[] quantiles : knots) {
      RandomStream random = RandomStream.of(50);
      Arrays.setAll(quantiles, i -> Math.round(40 * random.normal(i)) / 4.0);
      Arrays.sort(quantiles);
    }
    return List.of(
        scaled(
            new AffineScaling(
                new double[] {0, 2000, -1e6, 3, 1e-3, 7},
                new double[] {1, 10, 1e5, 1e-2, 1e-3, 0.3}),
            MSE),
        scaled(new QuantileScaling(Target.NORMAL, knots), MSE),
        scaled(new QuantileScaling(Target.UNIFORM, knots), BCE),
        scaled(
            new MixedScaling(
                List.of(
                    new MixedScaling.Part(
                        new AffineScaling(new double[] {3, 1e-3}, new double[] {2, 7}), 2),
                    new MixedScaling.Part(FittedScaling.none(), 1),
                    new MixedScaling.Part(
                        new QuantileScaling(Target.NORMAL, Arrays.copyOf(knots, 3)), 3))),
            MSE));
  }

  private static ExampleModel scaled(FittedScaling scaling, ReconstructionLoss loss) {
    ModelDescription plain = small(LABEL, loss, Prior.vamp(2));
    ModelDescription description =
        new ModelDescription(
            plain.shape(),
            LABEL,
            plain.latent(),
            plain.encoder(),
            plain.decoder(),
            loss,
            plain.prior(),
            scaling,
            Map.of());
    return of(scaling + " under " + loss, description, 51);
  }

  private static List<ExampleModel> samplers() {
    List<Condition> labels = Condition.labels(2, 0); // none for label 1
    ConditionSchema two =
        new ConditionSchema(
                List.of(new CategoryField("size", 2), new CategoryField("hue", List.of("a", "b"))))
            .withDropout(0);
    List<Condition> some =
        List.of(
            Condition.of("hue", "b").and("size", 1),
            Condition.none(),
            Condition.of("size", 0),
            Condition.of("hue", "a"));
    return List.of(
        sampled("a sampler of labels", small(LABEL, MSE, Prior.STANDARD_NORMAL), labels),
        sampled("a sampler beside a VampPrior", small(LABEL, MSE, Prior.vamp(3)), labels),
        sampled("a sampler beside a learned prior", small(LABEL, MSE, Prior.conditional()), labels),
        sampled("a sampler of fields that may be missing", small(two, MSE, Prior.vamp(3)), some),
        sampled(
            "a sampler without condition",
            small(ConditionSchema.none(), MSE, Prior.STANDARD_NORMAL),
            List.of(Condition.none())));
  }

  private static ExampleModel sampled(
      String name, ModelDescription description, List<Condition> conditions) {
    int[] active = {0, 2, 3};
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      mixtures.add(mixture(1 + 2 * i, active.length, RandomStream.of(60).split(i)));
    }
    FittedSampler sampler =
        new FittedSampler("gaussian-mixture", description.latent(), active, conditions, mixtures);
    return new ExampleModel(name, description, Optional.of(sampler), 61);
  }

  private static GaussianMixture mixture(int components, int d, RandomStream random) {
    float[] weights = new float[components];
    Arrays.fill(weights, 1f / components);
    float[][] means = new float[components][d];
    float[][] factors = new float[components][d * d];
    for (int k = 0; k < components; k++) {
      random.split("means").normals((long) k * d, means[k]);
      random.split("factors").normals((long) k * d * d, factors[k]);
      for (int i = 0; i < d * d; i++) {
        int column = i % d;
        int row = i / d;
        factors[k][i] = column > row ? 0 : column == row ? 0.7f : factors[k][i];
      }
    }
    return GaussianMixture.of(weights, means, factors);
  }

  private static ModelDescription small(
      ConditionSchema schema, ReconstructionLoss loss, Prior prior) {
    Shape shape = Shape.of(LossExamples.FEATURES);
    return new ModelDescription(shape, schema, 4, Mlp.of(8), Mlp.of(7, 9), loss, prior);
  }

  private static ExampleModel of(String name, ModelDescription description, long seed) {
    return new ExampleModel(name, description, Optional.empty(), seed);
  }

  RandomStream random() {
    return RandomStream.of(seed).split("rows");
  }

  ModelFile model() {
    return RandomWeights.model(description, sampler, RandomStream.of(seed).split("weights"));
  }

  @Override
  public String toString() {
    return name + ", seed " + seed;
  }

  /** Sizes in ranges, one after another. */
  private static final class Sizes {
    private final RandomStream random;
    private long position;

    Sizes(long seed) {
      random = RandomStream.of(seed).split("sizes");
    }

    int next(int least, int most) {
      return least + (int) (random.uniform(position++) * (most - least + 1));
    }

    Mlp mlp() {
      int[] hidden = new int[next(1, 3)];
      Arrays.setAll(hidden, i -> next(1, 33));
      return Mlp.of(hidden);
    }
  }
}
