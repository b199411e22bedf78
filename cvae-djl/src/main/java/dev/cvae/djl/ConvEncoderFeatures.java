package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.cvae.network.Conditioning;
import dev.cvae.network.Conv;
import dev.cvae.network.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The built-in convolutions from an image down: each block halves height and width. */
final class ConvEncoderFeatures implements Features {
  private final ImageSize image;
  private final long size;
  private final List<Convolution> convolutions = new ArrayList<>();
  private final List<ChannelCondition> conditions = new ArrayList<>(); // one a convolution
  private final UnaryOperator<NDArray> activation;

  ConvEncoderFeatures(
      String name, Conv conv, dev.cvae.data.Shape row, long condition, Weights weights) {
    image = conv.image(row);
    size = conv.innermost(row).values();
    activation = Activations.of(conv.activation());
    long in = image.channels();
    for (int out : conv.channels()) {
      int block = convolutions.size();
      convolutions.add(Convolution.halving(name + ".conv." + block, in, out, weights));
      conditions.add(condition(name, conv.conditioning(), block, condition, out, weights));
      in = out;
    }
  }

  private static ChannelCondition condition(
      String name, Conditioning way, int block, long condition, long channels, Weights weights) {
    if (condition == 0) {
      return ChannelCondition.NONE;
    } else if (way == Conditioning.FILM) {
      return new Film(name + ".film." + block, condition, channels, weights);
    }
    return block == 0
        ? new ConditionPlanes(name + ".planes", condition, channels, weights)
        : ChannelCondition.NONE;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public NDArray forward(NDArray x, @Nullable NDArray c, boolean training) {
    NDArray h = x.reshape(new Shape(-1, image.channels(), image.height(), image.width()));
    for (int i = 0; i < convolutions.size(); i++) {
      NDArray halved = convolutions.get(i).forward(h); // (batch, channels, height / 2, width / 2)
      h = activation.apply(conditions.get(i).apply(halved, c));
    }
    return h.reshape(-1, size);
  }
}
