package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Conv;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The layers of an encoder, up to its heads, or of a decoder, up to the likelihood. */
interface Features {
  /** How many features come out for each example. */
  long size();

  /**
   * The features.
   *
   * @param input x or z, (batch, values)
   * @param c (batch, condition width), or null without condition
   * @param training whether own blocks are to behave as while fitting
   * @return (batch, size)
   */
  NDArray forward(NDArray input, @Nullable NDArray c, boolean training);

  /** The layers of q(z|x,c) before its heads. */
  static Features ofEncoder(ModelDescription description, Weights weights) {
    Network network = description.encoder();
    long condition = description.conditionWidth();
    if (network instanceof Mlp mlp) {
      return new MlpFeatures("encoder", mlp, description.features() + condition, weights);
    } else if (network instanceof Conv conv) {
      return new ConvEncoderFeatures("encoder", conv, description.shape(), condition, weights);
    } else if (network instanceof DjlNetwork own && !own.hasOwnHead()) {
      Shape row =
          new Shape(Arrays.stream(description.shape().dimensions()).asLongStream().toArray());
      return new BlockFeatures("encoder", own, row, condition, weights);
    } else if (network instanceof DjlNetwork own) {
      throw InvalidSettingException.of(
          "encoder",
          "must be made by DjlNetwork.of, as it gets two heads",
          own + " with its own head");
    }
    throw unknown("encoder", network);
  }

  /** The layers of p(x|z,c), which end in the likelihood's parameters. */
  static Features ofDecoder(ModelDescription description, Weights weights) {
    Network network = description.decoder();
    int latent = description.latent();
    long condition = description.conditionWidth();
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (network instanceof Mlp mlp) {
      return new WithHead(
          new MlpFeatures("decoder", mlp, latent + condition, weights), outputs, weights);
    } else if (network instanceof Conv conv) {
      return new ConvDecoderOutputs(
          "decoder", conv, description.shape(), outputs, latent, condition, weights);
    } else if (network instanceof DjlNetwork own) {
      Features block = new BlockFeatures("decoder", own, new Shape(latent), condition, weights);
      return own.hasOwnHead()
          ? checked(own, block, description)
          : new WithHead(block, outputs, weights);
    }
    throw unknown("decoder", network);
  }

  private static Features checked(DjlNetwork own, Features block, ModelDescription description) {
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (block.size() != outputs) {
      throw InvalidSettingException.of(
          own + " with its own head",
          "must have %d outputs a row, as %s needs for the data"
              .formatted(outputs, description.reconstructionLoss()),
          block.size());
    }
    return block;
  }

  private static BackendException unknown(String name, Network network) {
    return new BackendException(
        "the %s must be a built-in network or a DjlNetwork for this backend, was %s"
            .formatted(name, network));
  }
}
