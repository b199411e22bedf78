package dev.cvae.samples.web;

import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The mean of p(x|z,c) in plain Java, in double precision. */
record DecoderOracle(ModelFile file) {
  double[] decode(float[] z, int digit) {
    ModelDescription description = file.description();
    double[] x = new double[z.length + description.conditions().width()];
    Arrays.setAll(x, i -> i < z.length ? z[i] : i == z.length + digit ? 1 : 0);
    Mlp network = (Mlp) description.decoder();
    for (int layer = 0; layer < network.hidden().size(); layer++) {
      x = layer("decoder.hidden." + layer, x, function(network.activation()));
    }
    boolean bce = description.reconstructionLoss() instanceof Bernoulli;
    return layer("decoder.output", x, bce ? function(Activation.SIGMOID) : y -> y);
  }

  private double[] layer(String name, double[] x, DoubleUnaryOperator function) {
    float[] weights = tensor(name + ".weight").values();
    float[] biases = tensor(name + ".bias").values();
    double[] y = new double[biases.length];
    for (int row = 0; row < y.length; row++) {
      double sum = biases[row];
      for (int column = 0; column < x.length; column++) {
        sum += weights[row * x.length + column] * x[column];
      }
      y[row] = function.applyAsDouble(sum);
    }
    return y;
  }

  private Tensor tensor(String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static DoubleUnaryOperator function(Activation activation) {
    return switch (activation) {
      case RELU -> x -> Math.max(x, 0);
      case TANH -> Math::tanh;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> x -> x > 30 ? x : Math.log(1 + Math.exp(x));
    };
  }
}
