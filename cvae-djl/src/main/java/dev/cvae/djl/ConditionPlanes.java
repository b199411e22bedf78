package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition as constant planes beside the images that a convolution sees: what the planes add
 * to each of its channels is linear in c (Dumoulin et al. 2018, Feature-wise transformations). At
 * the edges the planes go on where the images have zeros.
 */
final class ConditionPlanes implements ChannelCondition {
  private final NDArray weight; // (channels, condition width); the convolution has the bias

  ConditionPlanes(String name, long condition, long channels, Weights weights) {
    weight = weights.add(name + ".weight", condition, channels, condition);
  }

  @Override
  public NDArray apply(NDArray images, @Nullable NDArray c) {
    NDArray condition = Objects.requireNonNull(c, "planes need a condition");
    return images.add(ChannelCondition.perChannel(condition.matMul(weight.transpose())));
  }
}
