package dev.cvae.samples.web;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/** Model files with random weights, from a seed. */
final class RandomModel {
  private static final RandomStream RANDOM = RandomStream.of(2018);

  private final ModelDescription description;
  private final List<Tensor> tensors = new ArrayList<>();

  private RandomModel(ModelDescription description) {
    this.description = description;
  }

  /** A description like the article's, smaller. */
  static ModelDescription small(Activation activation, ReconstructionLoss loss) {
    Mlp network = new Mlp(List.of(20, 30), activation);
    return describe(Shape.of(1, 6, 5), ConditionSchema.label(10), network, network, loss);
  }

  /** The article's description. */
  static ModelDescription article() {
    return new ModelDescription(
        Shape.of(1, 28, 28),
        ConditionSchema.label(10),
        256,
        Mlp.of(512, 512),
        Mlp.of(512, 512),
        ReconstructionLoss.BCE,
        Prior.STANDARD_NORMAL);
  }

  static ModelDescription describe(
      Shape shape,
      ConditionSchema conditions,
      Network encoder,
      Network decoder,
      ReconstructionLoss loss) {
    return new ModelDescription(
        shape, conditions, 8, encoder, decoder, loss, Prior.STANDARD_NORMAL);
  }

  /** Random weights for a description; its own networks get none. */
  static ModelFile of(ModelDescription description) {
    RandomModel model = new RandomModel(description);
    int condition = description.conditions().width();
    int last =
        model.addHidden("encoder", description.encoder(), description.features() + condition);
    model.addLayer("encoder.mean", description.latent(), last);
    model.addLayer("encoder.log_variance", description.latent(), last);
    last = model.addHidden("decoder", description.decoder(), description.latent() + condition);
    model.addLayer("decoder.output", description.features(), last);
    return new ModelFile(description, provenance(), model.tensors);
  }

  private static Provenance provenance() {
    return new Provenance(
        "0",
        "none",
        TrainingSettings.defaults().epochs(1),
        "no \"data\"\n",
        1,
        "0".repeat(64),
        new TrainingHistory(List.of()));
  }

  private int addHidden(String name, Network network, int inputs) {
    if (network instanceof Mlp mlp) {
      for (int layer = 0; layer < mlp.hidden().size(); layer++) {
        addLayer(name + ".hidden." + layer, mlp.hidden().get(layer), inputs);
        inputs = mlp.hidden().get(layer);
      }
    }
    return inputs;
  }

  private void addLayer(String name, int outputs, int inputs) {
    add(name + ".weight", outputs, inputs);
    add(name + ".bias", outputs);
  }

  private void add(String name, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] values = new float[size];
    RANDOM.split(name).normals(0, values);
    for (int i = 0; i < size; i++) {
      values[i] *= 0.3f;
    }
    tensors.add(new Tensor(name, shape, values));
  }
}
