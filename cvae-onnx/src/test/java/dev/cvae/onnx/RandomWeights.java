package dev.cvae.onnx;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Fields;
import dev.cvae.architecture.Operations;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.VampPrior;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model with random weights, whose results are of order 1: goes through the layers with widths in
 * place of arrays.
 */
final class RandomWeights implements Operations<Integer> {
  private final RandomStream random;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private RandomWeights(RandomStream random) {
    this.random = random;
  }

  static ModelFile model(
      ModelDescription description, Optional<FittedSampler> sampler, RandomStream random) {
    RandomWeights weights = new RandomWeights(random);
    weights.addAll(description);
    Provenance provenance =
        new Provenance(
            "0",
            "none",
            TrainingSettings.defaults().epochs(1),
            "nothing",
            1,
            "0".repeat(64),
            new TrainingHistory(List.of()));
    return new ModelFile(description, provenance, List.copyOf(weights.tensors.values()))
        .withSampler(sampler);
  }

  private void addAll(ModelDescription description) {
    Architecture<Integer> architecture = new Architecture<>(description, this);
    Optional<Integer> c = architecture.condition(widths(description.conditions()));
    architecture.encoder(description.features(), c);
    architecture.decoder(description.latent(), c);
    addSigmas("decoder", description.reconstructionLoss(), description.features());
    if (description.prior() instanceof ConditionalNormal prior) {
      architecture.prior(prior, c.orElseThrow());
    } else if (description.prior() instanceof VampPrior vamp) {
      add("prior.pseudo_inputs", 1, vamp.components(), description.features());
    }
  }

  private static Fields<Integer> widths(ConditionSchema schema) {
    return new Fields<>() {
      @Override
      public Integer floats(int field) {
        return schema.width(schema.fields().get(field));
      }

      @Override
      public Integer codes(int field) {
        return 1;
      }
    };
  }

  private void addSigmas(String name, ReconstructionLoss loss, int features) {
    if (loss instanceof Gaussian gaussian && gaussian.sigma() != Gaussian.Sigma.ONE) {
      add(name + ".log_sigma", 1, gaussian.sigma() == Gaussian.Sigma.SHARED ? 1 : features);
    } else if (loss instanceof Observed observed) {
      addSigmas(name, observed.loss(), features);
    } else if (loss instanceof Mixed mixed) {
      for (int i = 0; i < mixed.parts().size(); i++) {
        addSigmas(
            name + ".parts." + i, mixed.parts().get(i).loss(), mixed.parts().get(i).features());
      }
    }
  }

  private void add(String name, double scale, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] values = new float[size];
    random.split(name).normals(0, values);
    for (int i = 0; i < size; i++) {
      values[i] *= (float) scale;
    }
    tensors.put(name, new Tensor(name, shape, values));
  }

  @Override
  public Integer dense(String name, Integer x, int outputs) {
    add(name + ".bias", 0.5, outputs);
    return linear(name, x, outputs);
  }

  @Override
  public Integer linear(String name, Integer x, int outputs) {
    add(name + ".weight", 1 / Math.sqrt(x), outputs, x);
    return outputs;
  }

  @Override
  public Integer lookup(String name, Integer numbers, int entries, int size) {
    add(name, 1, entries, size);
    return size;
  }

  @Override
  public Integer join(List<Integer> parts) {
    return parts.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public Integer columns(Integer x, int from, int to) {
    return to - from;
  }

  @Override
  public Integer activation(Activation function, Integer x) {
    return x;
  }

  @Override
  public Integer convolution(
      String name, Integer images, ImageSize size, int outputs, int kernel, int stride) {
    int inputs = size.channels() * kernel * kernel;
    add(name + ".weight", 1 / Math.sqrt(inputs), outputs, size.channels(), kernel, kernel);
    add(name + ".bias", 0.5, outputs);
    return outputs * (size.height() / stride) * (size.width() / stride);
  }

  @Override
  public Integer pixelShuffle(Integer images, ImageSize size) {
    return images;
  }

  @Override
  public Integer shift(Integer images, ImageSize size, Integer shift) {
    return images;
  }

  @Override
  public Integer modulate(Integer images, ImageSize size, Integer scaleAndShift) {
    return images;
  }

  /** None: nobody builds it. */
  @Override
  public Integer ownEncoder(CustomNetwork network, Integer x, Optional<Integer> c) {
    return x;
  }

  /** None: nobody builds it. */
  @Override
  public Integer ownDecoder(CustomNetwork network, Integer z, Optional<Integer> c, int outputs) {
    return outputs;
  }
}
