package dev.cvae.runtime;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Fields;
import dev.cvae.architecture.Operations;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.VampPrior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tensors a description needs, found by going through its layers with widths for arrays. */
final class RequiredTensors implements Operations<Integer> {
  static final String PSEUDO_INPUTS = "prior.pseudo_inputs";

  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  /** The shapes of all tensors, by their names. */
  static Map<String, int[]> of(ModelDescription description) {
    RequiredTensors required = new RequiredTensors();
    Architecture<Integer> architecture = new Architecture<>(description, required);
    Optional<Integer> c = architecture.condition(new FieldWidths(description.conditions()));
    int features = description.features();
    architecture.encoder(features, c);
    architecture.decoder(description.latent(), c);
    required.ofLoss("decoder", description.reconstructionLoss(), features);
    if (description.prior() instanceof ConditionalNormal conditional) {
      architecture.prior(conditional, c.orElseThrow());
    } else if (description.prior() instanceof VampPrior vamp) {
      required.add(PSEUDO_INPUTS, vamp.components(), features);
    }
    return required.shapes;
  }

  private record FieldWidths(ConditionSchema schema) implements Fields<Integer> {
    @Override
    public Integer floats(int field) {
      return schema.width(schema.fields().get(field));
    }

    @Override
    public Integer codes(int field) {
      return 1;
    }
  }

  /** What a loss has learned besides the decoder's weights. */
  private void ofLoss(String name, ReconstructionLoss loss, int features) {
    if (loss instanceof Gaussian gaussian && gaussian.sigma() != Gaussian.Sigma.ONE) {
      add(logSigma(name), gaussian.sigma() == Gaussian.Sigma.SHARED ? 1 : features);
    } else if (loss instanceof Observed observed) {
      ofLoss(name, observed.loss(), features);
    } else if (loss instanceof Mixed mixed) {
      for (int i = 0; i < mixed.parts().size(); i++) {
        ofLoss(part(name, i), mixed.parts().get(i).loss(), mixed.parts().get(i).features());
      }
    }
  }

  static String logSigma(String name) {
    return name + ".log_sigma";
  }

  static String part(String name, int number) {
    return name + ".parts." + number;
  }

  private void add(String name, int... shape) {
    shapes.put(name, shape);
  }

  @Override
  public Integer dense(String name, Integer x, int outputs) {
    add(name + ".bias", outputs);
    return linear(name, x, outputs);
  }

  @Override
  public Integer linear(String name, Integer x, int outputs) {
    add(name + ".weight", outputs, x);
    return outputs;
  }

  @Override
  public Integer lookup(String name, Integer numbers, int entries, int size) {
    add(name, entries, size);
    return size;
  }

  @Override
  public Integer join(List<Integer> parts) {
    int sum = 0;
    for (int width : parts) {
      sum += width;
    }
    return sum;
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
    add(name + ".weight", outputs, size.channels(), kernel, kernel);
    add(name + ".bias", outputs);
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

  @Override
  public Integer ownEncoder(CustomNetwork network, Integer x, Optional<Integer> c) {
    throw PlainOperations.ownNetwork("encoder", network);
  }

  @Override
  public Integer ownDecoder(CustomNetwork network, Integer z, Optional<Integer> c, int outputs) {
    throw PlainOperations.ownNetwork("decoder", network);
  }
}
