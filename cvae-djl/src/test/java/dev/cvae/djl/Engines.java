package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The engine that the tests run on, and what they give it. */
final class Engines {
  static final String NAME = System.getProperty("cvae.engine", "PyTorch");
  static final String OTHER = NAME.equals("PyTorch") ? "MXNet" : "PyTorch";
  static final RuntimeSettings RUNTIME =
      new RuntimeSettings(Optional.of(NAME), Optional.empty(), OptionalInt.empty(), List.of());

  private Engines() {}

  static Engine engine() {
    return EngineStart.engine(RUNTIME);
  }

  static NDManager newManager() {
    return engine().newBaseManager(EngineStart.device(engine(), RUNTIME));
  }

  /** Rows in (0, 1) with a label each. */
  static Dataset rows(int rows, int features, int classes) {
    RandomStream random = RandomStream.of(rows);
    float[] values = new float[rows * features];
    int[] labels = new int[rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(i);
    }
    for (int row = 0; row < rows; row++) {
      labels[row] = row % classes;
    }
    return Dataset.of(values, Shape.of(features)).labelled(labels, classes);
  }

  static float[][] noise(int rows, int latent) {
    float[][] noise = new float[rows][latent];
    for (int row = 0; row < rows; row++) {
      RandomStream.of(99).normals((long) row * latent, noise[row]);
    }
    return noise;
  }

  static ModelDescription description(
      Dataset data, int latent, Mlp encoder, Mlp decoder, ReconstructionLoss loss) {
    return new ModelDescription(
        data.shape(), data.conditions(), latent, encoder, decoder, loss, Prior.STANDARD_NORMAL);
  }

  static FitTask task(ModelDescription description, Dataset data) {
    TrainingSettings settings = TrainingSettings.defaults().batchSize(16).epochs(1).seed(5);
    return new FitTask(
        description, settings, data, Optional.empty(), TrainingListener.none(), RUNTIME);
  }

  /** A task for its seed alone. */
  static FitTask anyTask() {
    Dataset data = rows(2, 1, 1);
    Mlp mlp = Mlp.of(1);
    return task(description(data, 1, mlp, mlp, ReconstructionLoss.BCE), data);
  }
}
