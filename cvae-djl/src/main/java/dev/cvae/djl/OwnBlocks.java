package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The encoder and the decoder of a model where they are made of a user's own blocks. */
final class OwnBlocks {
  private final ModelDescription description;
  private final Weights weights;
  private @Nullable BlockFeatures encoder;
  private @Nullable BlockFeatures decoder;

  OwnBlocks(ModelDescription description, Weights weights) {
    this.description = description;
    this.weights = weights;
  }

  /** Adds the encoder's weights, once, and returns how many features it has. */
  int addEncoder(CustomNetwork network, int condition) {
    if (encoder != null) {
      return Math.toIntExact(encoder.size());
    }
    DjlNetwork own = djl("encoder", network);
    if (own.hasOwnHead()) {
      throw InvalidSettingException.of(
          "encoder",
          "must be made by DjlNetwork.of, as it gets two heads",
          own + " with its own head");
    }
    Shape row = new Shape(Arrays.stream(description.shape().dimensions()).asLongStream().toArray());
    BlockFeatures block = new BlockFeatures("encoder", own, row, condition, weights);
    encoder = block;
    return Math.toIntExact(block.size());
  }

  /** Adds the decoder's weights and returns how many features it has, or outputs. */
  int addDecoder(CustomNetwork network, int condition) {
    DjlNetwork own = djl("decoder", network);
    Shape row = new Shape(description.latent());
    BlockFeatures block = new BlockFeatures("decoder", own, row, condition, weights);
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (own.hasOwnHead() && block.size() != outputs) {
      throw InvalidSettingException.of(
          own + " with its own head",
          "must have %d outputs a row, as %s needs for the data"
              .formatted(outputs, description.reconstructionLoss()),
          block.size());
    }
    decoder = block;
    return Math.toIntExact(block.size());
  }

  /** Whether the decoder's block ends in the likelihood's numbers. */
  boolean decoderHasHead() {
    return description.decoder() instanceof DjlNetwork own && own.hasOwnHead();
  }

  NDArray encode(NDArray x, @Nullable NDArray c, boolean training) {
    return Objects.requireNonNull(encoder, "not declared").forward(x, c, training);
  }

  NDArray decode(NDArray z, @Nullable NDArray c, boolean training) {
    return Objects.requireNonNull(decoder, "not declared").forward(z, c, training);
  }

  private static DjlNetwork djl(String part, CustomNetwork network) {
    if (network instanceof DjlNetwork own) {
      return own;
    }
    throw new BackendException(
        "the %s must be a built-in network or a DjlNetwork for this backend, was %s"
            .formatted(part, network));
  }
}
