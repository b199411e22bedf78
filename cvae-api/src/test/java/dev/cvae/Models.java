package dev.cvae;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Mlp;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.Networks;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.List;

/** Models on {@link LinearNetworks}: 4 features of shape 2×2, 3 latents. */
final class Models {
  static final Shape SHAPE = Shape.of(2, 2);
  static final int LATENT = 3;
  static final ModelDescription CONDITIONAL =
      description(ConditionSchema.label(5), ReconstructionLoss.BCE);
  static final ModelDescription PLAIN = description(ConditionSchema.none(), ReconstructionLoss.MSE);
  static final Provenance PROVENANCE =
      new Provenance(
          "1.0",
          "Linear 1.0",
          TrainingSettings.defaults(),
          "rows",
          100,
          "abc",
          new TrainingHistory(List.of()));

  private Models() {}

  static LinearNetworks networks(ModelDescription description) {
    return LinearNetworks.drawn(description, RandomStream.of(11)::split);
  }

  static GenerativeModel of(Networks networks, ModelDescription description) {
    return FittedModel.of(networks, description, PROVENANCE);
  }

  static GenerativeModel of(ModelDescription description) {
    return of(networks(description), description);
  }

  /** Rows of uniform numbers in (0, 1) with labels 0 to 4 in turn. */
  static Dataset data(int rows) {
    RandomStream random = RandomStream.of(3);
    float[] values = new float[rows * SHAPE.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(i);
    }
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 5;
    }
    return Dataset.of(values, SHAPE).labelled(labels, 5);
  }

  private static ModelDescription description(ConditionSchema schema, ReconstructionLoss loss) {
    return new ModelDescription(
        SHAPE, schema, LATENT, Mlp.of(1), Mlp.of(1), loss, Prior.STANDARD_NORMAL);
  }
}
