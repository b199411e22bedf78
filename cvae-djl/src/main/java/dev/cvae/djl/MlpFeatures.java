package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.network.Mlp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The built-in multi-layer perceptron; the condition is joined to its input. */
final class MlpFeatures implements Features {
  private final List<Dense> layers = new ArrayList<>();
  private final UnaryOperator<NDArray> activation;
  private final long size;

  MlpFeatures(String name, Mlp mlp, long inputs, Weights weights) {
    long in = inputs;
    for (int width : mlp.hidden()) {
      layers.add(new Dense(name + ".hidden." + layers.size(), in, width, weights));
      in = width;
    }
    size = in;
    activation = Activations.of(mlp.activation());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public NDArray forward(NDArray input, @Nullable NDArray c, boolean training) {
    NDArray h = c == null ? input : input.concat(c, 1);
    for (Dense layer : layers) {
      h = activation.apply(layer.forward(h)); // (batch, width)
    }
    return h;
  }
}
