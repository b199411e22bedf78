package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.function.UnaryOperator;

/** The functions that a description's activations name. */
final class Activations {
  private Activations() {}

  static UnaryOperator<NDArray> of(dev.cvae.network.Activation activation) {
    return switch (activation) {
      case RELU -> Activation::relu;
      case TANH -> Activation::tanh;
      case SIGMOID -> Activation::sigmoid;
      case SOFTPLUS -> Activation::softPlus;
    };
  }
}
