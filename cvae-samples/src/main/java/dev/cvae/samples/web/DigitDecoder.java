package dev.cvae.samples.web;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decoder p(x|z,c) of a model that the page can draw with: fully connected layers from (z,
 * one-hot c) to the pixels of one grey image.
 */
final class DigitDecoder {
  private static final int MOST_CLASSES = 10; // what one typed digit can name

  private final ModelFile file;
  private final Mlp network;
  private final CategoryField label;
  private final int height;
  private final List<RoundedWeights> weights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();

  private DigitDecoder(ModelFile file) {
    ModelDescription description = file.description();
    this.file = file;
    this.label = label(description.conditions());
    this.network = mlp("decoder", description.decoder());
    this.height = height(description.shape());
    mlp("encoder", description.encoder()); // it is loaded again to measure the cost of rounding
    if (!(description.prior() instanceof StandardNormal)) {
      throw notForThePage("prior", "be N(0, I)", description.prior());
    }
    ReconstructionLoss loss = description.reconstructionLoss();
    if (!(loss instanceof Bernoulli || loss instanceof Gaussian)) {
      throw notForThePage("reconstruction loss", "be BCE or MSE", loss);
    }
    if (!description.scaling().isNone()) {
      throw notForThePage("scaling", "be none", description.scaling());
    }
    if (!description.fieldEncoders().isEmpty()) {
      throw notForThePage("condition's encoders", "be none", description.fieldEncoders());
    }
  }

  /**
   * Takes the decoder out of a model and rounds its weights.
   *
   * @param file the model
   * @return its decoder
   * @throws InvalidSettingException if the page cannot draw with it; the message names what and why
   */
  static DigitDecoder of(ModelFile file) {
    DigitDecoder decoder = new DigitDecoder(file);
    decoder.takeLayers();
    return decoder;
  }

  private void takeLayers() {
    Map<String, Tensor> tensors = new HashMap<>();
    file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    int inputs = latent() + classes();
    for (int layer = 0; layer < network.hidden().size(); layer++) {
      int outputs = network.hidden().get(layer);
      takeLayer(tensors, "decoder.hidden." + layer, outputs, inputs);
      inputs = outputs;
    }
    takeLayer(tensors, "decoder.output", file.description().features(), inputs);
  }

  private void takeLayer(Map<String, Tensor> tensors, String name, int outputs, int inputs) {
    weights.add(RoundedWeights.of(tensor(tensors, name + ".weight", outputs, inputs)));
    biases.add(tensor(tensors, name + ".bias", outputs));
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw notForThePage("weights", "hold " + name, tensors.keySet());
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw notForThePage(
          name, "have shape " + Arrays.toString(shape), Arrays.toString(tensor.shape()));
    }
    return tensor;
  }

  private static CategoryField label(ConditionSchema conditions) {
    if (conditions.fields().size() == 1
        && conditions.fields().get(0) instanceof CategoryField field
        && field.categories() <= MOST_CLASSES) {
      return field;
    }
    throw notForThePage(
        "condition", "be one label with at most " + MOST_CLASSES + " classes", conditions);
  }

  private static Mlp mlp(String name, Network network) {
    if (network instanceof Mlp mlp) {
      return mlp;
    }
    throw notForThePage(
        name, "be a built-in multi-layer perceptron", ((CustomNetwork) network).name());
  }

  private static int height(Shape shape) {
    int[] dimensions = shape.dimensions();
    boolean image = dimensions.length == 2 || (dimensions.length == 3 && dimensions[0] == 1);
    if (!image) {
      throw notForThePage("shape", "be (height, width) or (1, height, width)", shape);
    }
    return dimensions[dimensions.length - 2];
  }

  private static InvalidSettingException notForThePage(String setting, String rule, Object value) {
    return InvalidSettingException.of(setting, "must " + rule + " for the web page", value);
  }

  ModelDescription description() {
    return file.description();
  }

  /** The name of the data that the model was fitted to. */
  String data() {
    return file.provenance().data();
  }

  int latent() {
    return description().latent();
  }

  int classes() {
    return label.categories();
  }

  int height() {
    return height;
  }

  int width() {
    return description().features() / height;
  }

  Mlp network() {
    return network;
  }

  /** From z to pixels. */
  List<RoundedWeights> weights() {
    return weights;
  }

  /** One beside each of the weights. */
  List<Tensor> biases() {
    return biases;
  }

  /**
   * The model with the decoder that the page has.
   *
   * @return the same file but for the decoder's weights
   */
  ModelFile rounded() {
    Map<String, Tensor> restored = new HashMap<>();
    weights.stream().map(RoundedWeights::restored).forEach(w -> restored.put(w.name(), w));
    List<Tensor> tensors =
        file.tensors().stream().map(exact -> restored.getOrDefault(exact.name(), exact)).toList();
    return new ModelFile(file.description(), file.provenance(), tensors);
  }
}
