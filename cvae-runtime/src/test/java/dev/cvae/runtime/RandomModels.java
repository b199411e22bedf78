package dev.cvae.runtime;

import dev.cvae.architecture.WeightShapes;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.data.Batch;
import dev.cvae.data.Shape;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Activation;
import dev.cvae.network.Conv;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Descriptions of any kind, weights and rows for them. */
final class RandomModels {
  private final Random random;

  RandomModels(long seed) {
    random = new Random(seed);
  }

  /** A description of images small enough for any network. */
  ModelDescription description() {
    Shape shape = Shape.of(1 + random.nextInt(2), 4 * (1 + random.nextInt(2)), 4);
    ConditionSchema schema = schema();
    Network decoder = network();
    return new ModelDescription(
        shape,
        schema,
        1 + random.nextInt(4),
        network(),
        decoder,
        loss(shape, decoder instanceof Conv),
        prior(schema),
        FittedScaling.none(),
        encoders(schema));
  }

  private Network network() {
    Activation activation = oneOf(Activation.values());
    return switch (random.nextInt(3)) {
      case 0 -> Network.conv(3, 2).activation(activation);
      case 1 -> Network.conv(1 + random.nextInt(5)).film().activation(activation);
      default -> new Mlp(List.of(7, 5).subList(0, 1 + random.nextInt(2)), activation);
    };
  }

  private ReconstructionLoss loss(Shape shape, boolean everyPixelAlike) {
    int features = shape.size();
    return switch (random.nextInt(everyPixelAlike ? 7 : 8)) {
      case 0 -> ReconstructionLoss.BCE;
      case 1 -> ReconstructionLoss.MSE;
      case 2 -> ReconstructionLoss.continuousBernoulli();
      case 3 -> ReconstructionLoss.gaussian();
      case 4 -> ReconstructionLoss.gaussianPerFeature();
      case 5 -> ReconstructionLoss.discretisedLogistic();
      case 6 -> ReconstructionLoss.categorical(3, features - 3);
      default ->
          ReconstructionLoss.mixed(
              ReconstructionLoss.gaussian().on(2),
              ReconstructionLoss.BCE.on(3),
              nested(),
              ReconstructionLoss.discretisedLogistic().on(features - 11));
    };
  }

  private static Part nested() {
    return ReconstructionLoss.mixed(
            ReconstructionLoss.categorical(2, 2).on(4),
            ReconstructionLoss.gaussianPerFeature().on(2))
        .on(6);
  }

  private Prior prior(ConditionSchema schema) {
    return switch (random.nextInt(schema.isEmpty() ? 2 : 4)) {
      case 0 -> Prior.STANDARD_NORMAL;
      case 1 -> Prior.vamp(1 + random.nextInt(40));
      case 2 -> Prior.conditional();
      default -> Prior.conditional(3, 4);
    };
  }

  private ConditionSchema schema() {
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      fields.add(field("f" + i));
    }
    ConditionSchema schema = new ConditionSchema(fields);
    return random.nextBoolean() ? schema : schema.withDropout(0.3);
  }

  private Field field(String name) {
    int size = 1 + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> new CategoryField(name, size);
      case 1 -> new MultiLabelField(name, size);
      case 2 -> new NumberField(name, random.nextGaussian(), 0.5 + random.nextDouble());
      case 3 ->
          new VectorField(
              name, random.doubles(size, -1, 1).toArray(), random.doubles(size, 0.5, 2).toArray());
      default -> new ImageField(name, size, 4, 8);
    };
  }

  private Map<String, FieldEncoder> encoders(ConditionSchema schema) {
    Map<String, FieldEncoder> encoders = new HashMap<>();
    for (Field field : schema.fields()) {
      if (random.nextBoolean()) {
        encoders.put(field.name(), encoder(field));
      }
    }
    return encoders;
  }

  private FieldEncoder encoder(Field field) {
    if (field instanceof CategoryField) {
      return new Embedding(1 + random.nextInt(3));
    }
    return field instanceof ImageField && random.nextBoolean()
        ? Network.conv(2, 3)
        : Network.mlp(4);
  }

  /** A file of such a model, with weights of a fitted one's size. */
  ModelFile file(ModelDescription description) {
    List<Tensor> tensors = new ArrayList<>();
    WeightShapes.of(description)
        .forEach(
            (name, dimensions) -> {
              int[] shape = dimensions.stream().mapToInt(Integer::intValue).toArray();
              tensors.add(new Tensor(name, shape, values(shape)));
            });
    Provenance provenance =
        new Provenance(
            "test", "none", TrainingSettings.defaults(), "none", 1, "", nothingHappened());
    return new ModelFile(description, provenance, tensors);
  }

  private static TrainingHistory nothingHappened() {
    return new TrainingHistory(List.of(), Optional.empty());
  }

  private float[] values(int[] shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    double bound = 2 / Math.sqrt(shape.length == 1 ? 4 : (double) size / shape[0]);
    return floats(size, bound);
  }

  /** Uniform in ±bound. */
  float[] floats(int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** Rows that the loss may draw, under conditions that fit. */
  Batch batch(ModelDescription description, int rows) {
    Batch batch = new Batch(rows, description.shape(), description.conditions());
    batch.rows(rows);
    ReconstructionLoss loss = description.reconstructionLoss();
    float[] x = new float[description.features()];
    for (int row = 0; row < rows; row++) {
      double[] parameters = random.doubles(loss.parameters(x.length), -1, 1).toArray();
      loss.draw(parameters, RandomStream.of(row), 0, x);
      batch.x().put(row * x.length, x);
      batch.conditions().set(row, condition(description.conditions()));
    }
    batch.conditions().check(rows);
    return batch;
  }

  private Condition condition(ConditionSchema schema) {
    Condition condition = Condition.none();
    for (Field field : schema.fields()) {
      if (!schema.mayBeMissing() || random.nextInt(3) > 0) {
        condition = with(condition, field);
      }
    }
    return condition;
  }

  private Condition with(Condition condition, Field field) {
    if (field instanceof CategoryField category) {
      return condition.and(field.name(), random.nextInt(category.categories()));
    }
    if (field instanceof MultiLabelField) {
      double[] labels = random.ints(field.values(), 0, 2).asDoubleStream().toArray();
      int ones = 0;
      for (double label : labels) {
        ones += (int) label;
      }
      double[] which = new double[ones];
      for (int i = 0, at = 0; i < labels.length; i++) {
        if (labels[i] == 1) {
          which[at++] = i;
        }
      }
      return condition.and(field.name(), which);
    }
    float[] numbers = new float[field.values()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return condition.and(field.name(), numbers);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
