package dev.cvae;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.RememberedData;
import dev.cvae.data.ValueRange;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Checkpoint;
import dev.cvae.likelihood.Categorical;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.likelihood.RowRule;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Conv;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.Sampler;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.Scaling;
import dev.cvae.spi.Backend;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.LatentPass;
import dev.cvae.spi.Networks;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** What every fit does around the backend's: checks before, provenance after. */
final class Fit {
  private static final String MISSING_HINT =
      "ReconstructionLoss.observed(loss) takes NaN for what is missing";

  private Fit() {}

  static GenerativeModel run(
      FitTask task, Optional<Checkpoints> checkpoints, ModelListener listener) {
    String fingerprint = check(task);
    Backend backend = Backends.toFit(task.description());
    String library = LibraryVersion.get();
    BiFunction<Networks, TrainingHistory, Provenance> provenance =
        (networks, history) ->
            new Provenance(
                library,
                networks.engine(),
                task.settings(),
                task.train().name(),
                task.train().size(),
                fingerprint,
                history);
    ModelDescription description = task.description();
    FitTask complete =
        withCheckpoints(task, checkpoints, fingerprint, provenance)
            .observer(new ModelInTraining(listener, description, provenance));
    Batch seen = Batch.forSample(task.train(), description.conditions(), description.widest());
    FitResult result = backend.fit(complete.train(new RememberedData(task.train(), seen)));
    try {
      TrainingHistory history = result.history().latents(latents(task, result.networks(), seen));
      return FittedModel.of(
          result.networks(), task.description(), provenance.apply(result.networks(), history));
    } catch (Throwable e) {
      result.networks().close();
      throw e;
    }
  }

  /**
   * How the fitted networks, which may be those of an earlier epoch, use their latents: on the
   * validation data, or on rows of the last pass over the training data.
   */
  private static Optional<LatentDiagnostics> latents(FitTask task, Networks networks, Batch seen) {
    ModelDescription description = task.description();
    Optional<LatentDiagnostics> latents =
        task.validation().isPresent()
            ? LatentPass.over(networks, description, task.validation().get())
            : LatentPass.over(networks, description, seen);
    return latents.filter(found -> Double.isFinite(found.kl() + found.mismatch()));
  }

  /** The fields as the model will have them. */
  static ConditionSchema conditions(OptionalDouble dropout, DataSource train) {
    ConditionSchema schema = train.standardisedConditions();
    return schema.isEmpty() ? schema : new ConditionSchema(schema.fields(), dropout);
  }

  /** The encoders asked for, and embeddings for fields of many categories. */
  static Map<String, FieldEncoder> fieldEncoders(
      Map<String, FieldEncoder> asked, ConditionSchema schema) {
    Map<String, FieldEncoder> encoders = new HashMap<>(asked);
    for (Field field : schema.fields()) {
      if (field instanceof CategoryField category
          && category.categories() > Embedding.MOST_ONE_HOT) {
        encoders.putIfAbsent(field.name(), Embedding.standard());
      }
    }
    return encoders;
  }

  /** The scaling with the numbers of the training data. */
  static FittedScaling scaling(Scaling scaling, DataSource train, ReconstructionLoss loss) {
    if (scaling != Scaling.none()) {
      checkNotEmpty(train);
      train.requireWithin(ValueRange.finite(loss.allowsMissing()).missingHint(MISSING_HINT));
    }
    return scaling.fit(train);
  }

  /** Checks all that a fit is given, and returns the fingerprint of its training data. */
  private static String check(FitTask task) {
    ModelDescription description = task.description();
    ReconstructionLoss loss = description.reconstructionLoss();
    checkSizes(description);
    checkFieldEncoders(description);
    checkObjective(description, task.settings().objective());
    checkShape(description, task.train());
    checkBatch(description, task.settings(), task.train());
    String fingerprint = task.train().inspect(range(description), description.conditions());
    loss.rowRule().ifPresent(rows -> checkRows(description, rows, task.train()));
    task.validation().ifPresent(data -> checkValidation(description, data));
    if (task.validation().isEmpty()) {
      checkWithoutValidation(task.settings());
    }
    return fingerprint;
  }

  /** Word of the fit on its way, and of the one that it goes on from. */
  private static FitTask withCheckpoints(
      FitTask task,
      Optional<Checkpoints> checkpoints,
      String fingerprint,
      BiFunction<Networks, TrainingHistory, Provenance> provenance) {
    if (checkpoints.isEmpty() && task.start().checkpoint().isEmpty()) {
      return task;
    }
    Optional<String> validation = task.validation().map(DataSource::fingerprint);
    task.start().checkpoint().ifPresent(from -> checkSameFit(from, task, fingerprint, validation));
    return checkpoints
        .map(setting -> CheckpointFolder.open(setting, task, provenance, validation))
        .map(task::checkpoints)
        .orElse(task);
  }

  private static void checkSameFit(
      Checkpoint from, FitTask task, String fingerprint, Optional<String> validation) {
    from.differenceFrom(task.description(), task.settings())
        .ifPresent(
            difference -> {
              throw new InvalidSettingException(
                  "a resumed fit must be the checkpoint's: " + difference);
            });
    Provenance then = from.model().provenance();
    if (!then.fingerprint().equals(fingerprint)) {
      throw new InvalidDataException(
          "a resumed fit must have the checkpoint's training data, %s with SHA-256 %s, had %s with %s"
              .formatted(then.data(), then.fingerprint(), task.train().name(), fingerprint));
    }
    if (!from.validation().equals(validation)) {
      throw new InvalidDataException(
          "a resumed fit must have the checkpoint's validation data, with SHA-256 %s, had %s"
              .formatted(from.validation().orElse("(none)"), validation.orElse("(none)")));
    }
  }

  private static void checkWithoutValidation(TrainingSettings settings) {
    String rule = "must have validation data, as fit(train, validation) or validationSplit(0.1)";
    if (settings.earlyStopping().isPresent()) {
      throw InvalidSettingException.of("earlyStopping", rule, settings.earlyStopping().get());
    }
    if (settings.bestWeights()) {
      throw InvalidSettingException.of("bestWeights", rule, true);
    }
  }

  private static void checkValidation(ModelDescription description, DataSource data) {
    if (!data.shape().equals(description.shape())) {
      throw new InvalidDataException(
          "validation data must have the training data's shape %s, had %s"
              .formatted(description.shape(), data.shape()));
    }
    if (!data.conditions().covers(description.conditions())) {
      throw new InvalidConditionException(
          "validation data has %s, and the training data has %s"
              .formatted(data.conditions(), description.conditions()));
    }
    checkData(description, data);
    data.requireConditions(description.conditions());
    checkWeights(data);
  }

  /** Weighted data has a row that counts; a part of it may have none. */
  private static void checkWeights(DataSource data) {
    Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        if (batch.weight() > 0) {
          return;
        }
      }
    }
    throw new InvalidDataException(
        "validation data must have a row of positive weight, had none (" + data.name() + ")");
  }

  /** Data that a model can be evaluated on or asked about, scaled. */
  static void checkData(ModelDescription description, DataSource data) {
    checkShape(description, data);
    ReconstructionLoss loss = description.reconstructionLoss();
    data.requireWithin(range(description));
    loss.rowRule().ifPresent(rows -> checkRows(description, rows, data));
  }

  private static void checkShape(ModelDescription description, DataSource data) {
    checkNotEmpty(data);
    if (!data.shape().equals(description.shape())) {
      throw new InvalidDataException(
          "data must have the model's shape %s, had %s (%s)"
              .formatted(description.shape(), data.shape(), data.name()));
    }
    description.conditions().checkCoveredBy(data.conditions());
  }

  private static ValueRange range(ModelDescription description) {
    ReconstructionLoss loss = description.reconstructionLoss();
    return new ValueRange(
        loss.lowest(),
        loss.highest(),
        loss.allowsMissing(),
        rule(description),
        outsideHint(description),
        MISSING_HINT);
  }

  private static String outsideHint(ModelDescription description) {
    ReconstructionLoss loss = description.reconstructionLoss();
    if (loss.highest() == Float.MAX_VALUE || loss instanceof Categorical) {
      return "";
    }
    return description.scaling().isNone()
        ? "scaling(Scaling.minMax()) brings values there, and ReconstructionLoss.MSE takes any"
        : "ReconstructionLoss.MSE takes any value";
  }

  private static String rule(ModelDescription description) {
    ReconstructionLoss loss = description.reconstructionLoss();
    return loss.highest() == Float.MAX_VALUE
        ? "must be finite"
        : "under %s must lie in [%s, %s]%s"
            .formatted(
                loss,
                loss.lowest(),
                loss.highest(),
                description.scaling().isNone() ? "" : " once scaled");
  }

  private static String scaled(ModelDescription description) {
    return description.scaling().isNone() ? "" : ", once scaled,";
  }

  private static void checkRows(ModelDescription description, RowRule rule, DataSource data) {
    Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
    float[] x = new float[data.shape().size()];
    long number = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          batch.x().get(row * x.length, x);
          String objection = rule.objection(x, 0);
          if (!objection.isEmpty()) {
            throw new InvalidDataException(
                "data under %s%s %s, in row %d"
                    .formatted(
                        description.reconstructionLoss(), scaled(description), objection, number));
          }
          number++;
        }
      }
    }
  }

  /** What the objective asks of the prior. */
  private static void checkObjective(ModelDescription description, Objective objective) {
    if (objective.freeBits() > 0 && !description.prior().factorises()) {
      throw InvalidSettingException.of(
          "freeBits",
          "must be 0 with a " + description.prior() + ", whose KL is not a sum over latents",
          objective.freeBits());
    }
  }

  private static void checkNotEmpty(DataSource data) {
    if (data.size() < 1) {
      throw new InvalidDataException(
          "data must have at least one row, had none (" + data.name() + ")");
    }
  }

  /** What would be an error only after the training. */
  static void checkRowsFor(Sampler sampler, DataSource data, ConditionSchema schema) {
    if (!(sampler instanceof Sampler.MixtureSampler mixtures)) {
      return;
    }
    long fewest = mixtures.fewestRows(data.size());
    Map<Condition, Long> rows = new HashMap<>();
    Batch batch = Batch.forPass(data, schema, 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          if (batch.weights()[row] > 0
              && rows.merge(batch.conditions().row(row), 1L, Long::sum) >= fewest) {
            return;
          }
        }
      }
    }
    throw new InvalidDataException(
        "sampler %s must have a condition with at least %d rows, had %d rows under %d conditions"
            .formatted(sampler.name(), fewest, data.size(), rows.size()));
  }

  private static void checkBatch(
      ModelDescription description, TrainingSettings settings, DataSource train) {
    long rows = Math.min(settings.batchSize(), train.size()) * settings.objective().samples();
    long values = rows * description.widest();
    if (values > Integer.MAX_VALUE / Float.BYTES) {
      throw InvalidSettingException.of(
          "batchSize",
          "must give batches of less than 2^29 values, with %d a row for each of %d z"
              .formatted(description.widest(), settings.objective().samples()),
          settings.batchSize());
    }
  }

  private static void checkSizes(ModelDescription description) {
    int condition = description.conditionWidth();
    int latent = description.latent();
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (description.encoder() instanceof Mlp mlp) {
      checkSizes("encoder", mlp.hidden(), (long) description.features() + condition, latent);
    } else if (description.encoder() instanceof Conv conv) {
      checkWeights("encoder", conv.innermost(description.shape()).values() * latent);
    }
    if (description.decoder() instanceof Mlp mlp) {
      checkSizes("decoder", mlp.hidden(), (long) latent + condition, outputs);
    } else if (description.decoder() instanceof Conv conv) {
      conv.image(description.shape()).channelsFor(outputs);
      long inputs = (long) latent + condition;
      checkWeights("decoder", conv.innermost(description.shape()).values() * inputs);
    }
    Prior prior = description.prior();
    if (prior.needsCondition()) {
      checkSizes("prior", prior.hidden(), condition, latent);
    }
    prior
        .table(description.features(), latent)
        .ifPresent(table -> checkWeights("prior", table.size()));
  }

  private static void checkFieldEncoders(ModelDescription description) {
    for (Field field : description.conditions().fields()) {
      FieldEncoder encoder = description.fieldEncoders().get(field.name());
      if (encoder instanceof Embedding embedding) {
        checkWeights("condition's encoder", (field.width() + 1L) * embedding.size());
      } else if (encoder instanceof Mlp mlp) {
        checkSizes("condition's encoder", mlp.hidden(), field.width(), 1);
      }
    }
  }

  private static void checkSizes(String name, List<Integer> hidden, long inputs, long outputs) {
    long in = inputs;
    for (int width : hidden) {
      checkWeights(name, in * width);
      in = width;
    }
    checkWeights(name, in * outputs);
  }

  private static void checkWeights(String name, long weights) {
    if (weights > Integer.MAX_VALUE) {
      throw InvalidSettingException.of(
          "each layer of the " + name, "must have less than 2^31 weights", weights);
    }
  }
}
