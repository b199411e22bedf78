package dev.cvae.network;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Field;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fully connected layers, each followed by the activation. The condition is joined to the input:
 * (x, c) or (z, c), as in the article.
 *
 * @param hidden the width of each hidden layer, from input to output; each 1 to 1,048,576
 * @param activation the function after each hidden layer
 */
public record Mlp(List<Integer> hidden, Activation activation) implements Network, FieldEncoder {
  private static final int WIDEST = 1 << 20;
  private static final int DEEPEST = 100;

  /** Checks the ranges. */
  public Mlp {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty() || hidden.size() > DEEPEST) {
      throw InvalidSettingException.of("hidden", "must have 1 to " + DEEPEST + " layers", hidden);
    }
    for (int width : hidden) {
      if (width < 1 || width > WIDEST) {
        throw InvalidSettingException.of("hidden", "must have widths from 1 to " + WIDEST, hidden);
      }
    }
  }

  /**
   * Layers with ReLU.
   *
   * @param hidden the width of each hidden layer
   * @return the network
   */
  public static Mlp of(int... hidden) {
    return new Mlp(Arrays.stream(hidden).boxed().toList(), Activation.RELU);
  }

  /**
   * The same layers with another activation.
   *
   * @param other the function after each hidden layer
   * @return a new network
   */
  public Mlp activation(Activation other) {
    return new Mlp(hidden, other);
  }

  /** The last width. */
  @Override
  public int size(Field field) {
    if (field instanceof CategoryField) {
      throw InvalidSettingException.of(
          "encoder of a field of categories", "must be an Embedding", this + " for " + field);
    }
    return hidden.get(hidden.size() - 1);
  }

  /** For messages: {@code mlp[512, 512]}, and the activation if it is not ReLU. */
  @Override
  public String toString() {
    return "mlp"
        + hidden
        + (activation == Activation.RELU ? "" : " " + activation.name().toLowerCase(Locale.ROOT));
  }
}
