package dev.cvae;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.likelihood.RowRule;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.VampPrior;
import dev.cvae.spi.Backend;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;

/** What every fit does around the backend's: checks before, provenance after. */
final class Fit {
  private Fit() {}

  static GenerativeModel run(
      ModelDescription description,
      TrainingSettings settings,
      DataSource train,
      Optional<DataSource> validation,
      TrainingListener listener,
      RuntimeSettings runtime) {
    checkSizes(description);
    checkData(description, train);
    checkBatch(description, settings, train);
    train.requireConditions(description.conditions());
    validation.ifPresent(data -> checkValidation(description, data));
    Backend backend = Backends.choose("fit this model", b -> b.fits(description));
    String fingerprint = train.fingerprint();
    String library = LibraryVersion.get();
    FitResult result =
        backend.fit(new FitTask(description, settings, train, validation, listener, runtime));
    try {
      Provenance provenance =
          new Provenance(
              library,
              result.networks().engine(),
              settings,
              train.name(),
              train.size(),
              fingerprint,
              result.history());
      return new FittedModel(result.networks(), description, provenance);
    } catch (Throwable e) {
      result.networks().close();
      throw e;
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
  }

  /** Data that a model can be fitted to or asked about. */
  static void checkData(ModelDescription description, DataSource data) {
    if (data.size() < 1) {
      throw new InvalidDataException(
          "data must have at least one row, had none (" + data.name() + ")");
    }
    if (!data.shape().equals(description.shape())) {
      throw new InvalidDataException(
          "data must have the model's shape %s, had %s (%s)"
              .formatted(description.shape(), data.shape(), data.name()));
    }
    description.conditions().checkCoveredBy(data.conditions());
    ReconstructionLoss loss = description.reconstructionLoss();
    String rule =
        loss.highest() == Float.MAX_VALUE
            ? "must be finite"
            : "under " + loss + " must lie in [" + loss.lowest() + ", " + loss.highest() + "]";
    data.requireWithin(loss.lowest(), loss.highest(), rule);
    loss.rowRule().ifPresent(rows -> checkRows(loss, rows, data));
  }

  private static void checkRows(ReconstructionLoss loss, RowRule rule, DataSource data) {
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
                "data under %s %s, in row %d".formatted(loss, objection, number));
          }
          number++;
        }
      }
    }
  }

  private static void checkBatch(
      ModelDescription description, TrainingSettings settings, DataSource train) {
    long values = Math.min(settings.batchSize(), train.size()) * description.widest();
    if (values > Integer.MAX_VALUE / Float.BYTES) {
      throw InvalidSettingException.of(
          "batchSize",
          "must give batches of less than 2^29 values, with %d a row"
              .formatted(description.widest()),
          settings.batchSize());
    }
  }

  private static void checkSizes(ModelDescription description) {
    int condition = description.conditions().width();
    checkSizes(
        "encoder",
        description.encoder(),
        (long) description.features() + condition,
        description.latent());
    checkSizes(
        "decoder",
        description.decoder(),
        (long) description.latent() + condition,
        description.reconstructionLoss().outputs(description.features()));
    if (description.prior() instanceof ConditionalNormal prior) {
      checkSizes("prior", prior.hidden(), condition, description.latent());
    } else if (description.prior() instanceof VampPrior prior) {
      checkWeights("prior", (long) prior.components() * description.features());
    }
  }

  private static void checkSizes(String name, Network network, long inputs, long outputs) {
    if (network instanceof Mlp mlp) {
      checkSizes(name, mlp.hidden(), inputs, outputs);
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
