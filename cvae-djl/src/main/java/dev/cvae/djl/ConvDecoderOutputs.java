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

/**
 * The built-in convolutions from the latent up to the image: each block doubles height and width,
 * and the last gives the likelihood's numbers for each pixel.
 */
final class ConvDecoderOutputs implements Features {
  private final boolean joins; // c to z
  private final Dense dense;
  private final ImageSize innermost;
  private final List<Upsampling> upsamplings = new ArrayList<>(); // but for the last
  private final List<ChannelCondition> conditions = new ArrayList<>(); // the dense layer's first
  private final Upsampling output;
  private final UnaryOperator<NDArray> activation;
  private final long size;

  ConvDecoderOutputs(
      String name,
      Conv conv,
      dev.cvae.data.Shape row,
      int outputs,
      long latent,
      long condition,
      Weights weights) {
    boolean film = conv.conditioning() == Conditioning.FILM;
    joins = condition > 0 && !film;
    innermost = conv.innermost(row);
    size = outputs;
    activation = Activations.of(conv.activation());
    long modulating = film ? condition : 0;
    long inputs = joins ? latent + condition : latent;
    dense = new Dense(name + ".dense", inputs, innermost.values(), weights);
    long in = innermost.channels();
    conditions.add(condition(name, modulating, in, weights));
    for (int i = conv.channels().size() - 2; i >= 0; i--) {
      long out = conv.channels().get(i);
      upsamplings.add(new Upsampling(name + ".conv." + upsamplings.size(), in, out, weights));
      conditions.add(condition(name, modulating, out, weights));
      in = out;
    }
    output = new Upsampling(name + ".output", in, conv.image(row).channelsFor(outputs), weights);
  }

  private ChannelCondition condition(String name, long condition, long channels, Weights weights) {
    return condition == 0
        ? ChannelCondition.NONE
        : new Film(name + ".film." + conditions.size(), condition, channels, weights);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public NDArray forward(NDArray z, @Nullable NDArray c, boolean training) {
    NDArray joined = joins && c != null ? z.concat(c, 1) : z;
    NDArray h =
        dense
            .forward(joined)
            .reshape(new Shape(-1, innermost.channels(), innermost.height(), innermost.width()));
    h = activation.apply(conditions.get(0).apply(h, c));
    for (int i = 0; i < upsamplings.size(); i++) {
      NDArray doubled = upsamplings.get(i).forward(h); // (batch, channels, 2 · height, 2 · width)
      h = activation.apply(conditions.get(i + 1).apply(doubled, c));
    }
    return output.forward(h).reshape(-1, size);
  }
}
