package dev.cvae.testkit;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Dataset;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The built-in model in plain Java and double precision: encoder, decoder, ELBO, and the ELBO's
 * gradient by backpropagation written out by hand. Slow and simple; what engines are held against.
 *
 * <p>Knows multi-layer perceptrons of any depth, width and activation, with and without condition,
 * under BCE and MSE, with the prior N(0, I). Not thread-safe.
 */
public final class Oracle {
  private final ModelDescription description;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();

  /**
   * The model of a description with given weights.
   *
   * @param description its networks are {@link Mlp}s
   * @param tensors its weights, by their names in the model file
   */
  public Oracle(ModelDescription description, List<Tensor> tensors) {
    this.description = description;
    for (Tensor tensor : tensors) {
      parameters.put(tensor.name(), doubles(tensor.values()));
    }
  }

  /**
   * The same model as a fitted one.
   *
   * @param model whose networks are {@link Mlp}s
   * @return its description with a copy of its weights
   */
  public static Oracle of(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    ModelFile file = ModelFile.read(new ByteArrayInputStream(bytes.toByteArray()));
    return new Oracle(file.description(), file.tensors());
  }

  /**
   * The weights.
   *
   * @return the live values, by their names in the model file
   */
  public Map<String, double[]> parameters() {
    return parameters;
  }

  /**
   * Independent normal distributions.
   *
   * @param mean μ, one a latent
   * @param logVariance log σ², one a latent
   */
  @SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
  public record Normal(double[] mean, double[] logVariance) {}

  /**
   * The terms of one example's ELBO.
   *
   * @param logLikelihood log p(x|z,c) in nats
   * @param kl KL(q(z|x,c) ‖ p(z)) in nats
   */
  public record Terms(double logLikelihood, double kl) {
    /**
     * The bound with one z.
     *
     * @return {@code logLikelihood - kl}
     */
    public double elbo() {
      return logLikelihood - kl;
    }
  }

  /**
   * The posterior q(z|x,c).
   *
   * @param x one row of data
   * @param c its condition
   * @return mean and log-variance
   */
  public Normal encode(float[] x, Condition c) {
    return encode(doubles(Observed.withZeros(x)), input(c)).posterior;
  }

  /**
   * The mean of p(x|z,c).
   *
   * @param z one latent
   * @param c its condition
   * @return one value a feature
   */
  public double[] decode(float[] z, Condition c) {
    double[] output = decode(doubles(z), input(c)).output;
    if (isBernoulli()) {
      for (int i = 0; i < output.length; i++) {
        output[i] = sigmoid(output[i]);
      }
    }
    return output;
  }

  /**
   * The terms of the ELBO with z = μ + σ ⊙ ε.
   *
   * @param x one row of data
   * @param c its condition
   * @param noise ε, one a latent
   * @return nats
   */
  public Terms elbo(float[] x, Condition c, float[] noise) {
    return forward(doubles(x), input(c), doubles(noise)).terms;
  }

  /**
   * What a fit minimises: −ELBO, times each row's weight, averaged over some rows.
   *
   * @param data the rows
   * @param noise ε, one array a row
   * @return nats per example
   */
  public double loss(Dataset data, float[][] noise) {
    double sum = 0;
    for (int row = 0; row < data.size(); row++) {
      sum -= data.weight(row) * elbo(data.row(row), data.condition(row), noise[row]).elbo();
    }
    return sum / data.size();
  }

  /**
   * The gradient of {@link #loss}.
   *
   * @param data the rows
   * @param noise ε, one array a row
   * @return a new array for each weight, by its name in the model file
   */
  public Map<String, double[]> gradient(Dataset data, float[][] noise) {
    Map<String, double[]> sum = zeros();
    for (int row = 0; row < data.size(); row++) {
      double share = data.weight(row) / (double) data.size();
      addGradient(share, data.row(row), data.condition(row), noise[row], sum);
    }
    return sum;
  }

  /** A new array of zeros for each weight. */
  Map<String, double[]> zeros() {
    Map<String, double[]> zeros = new LinkedHashMap<>();
    parameters.forEach((name, values) -> zeros.put(name, new double[values.length]));
    return zeros;
  }

  /** Adds a share of the gradient of one row's −ELBO. */
  void addGradient(double share, float[] x, Condition c, float[] noise, Map<String, double[]> sum) {
    Map<String, double[]> gradient = zeros();
    backward(forward(doubles(x), input(c), doubles(noise)), doubles(x), doubles(noise), gradient);
    for (Map.Entry<String, double[]> entry : gradient.entrySet()) {
      double[] to = at(sum, entry.getKey());
      for (int i = 0; i < to.length; i++) {
        to[i] += share * entry.getValue()[i];
      }
    }
  }

  /** What backpropagation needs of a network's forward pass. */
  private static final class Pass {
    final List<double[]> inputs = new ArrayList<>(); // of each hidden layer, then of the heads
    final List<double[]> sums = new ArrayList<>(); //   of each hidden layer, before the activation

    double[] features() {
      return inputs.get(inputs.size() - 1);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Encoded(Pass pass, Normal posterior) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Decoded(Pass pass, double[] output) {}

  private record Forward(Encoded encoded, Decoded decoded, Terms terms) {}

  /** q(z|x,c) of values as they are. */
  Normal posterior(double[] x, double[] c) {
    return encode(x, c).posterior;
  }

  /** What the decoder's last layer gives. */
  double[] outputs(double[] z, double[] c) {
    return decode(z, c).output;
  }

  /** What the hidden layers of a part of the model make of their input. */
  double[] features(String part, Network network, double[] input) {
    return hidden(part, network, input).features();
  }

  private Encoded encode(double[] x, double[] c) {
    Pass pass = hidden("encoder", description.encoder(), join(x, c));
    double[] h = pass.features();
    return new Encoded(
        pass, new Normal(affine("encoder.mean", h), affine("encoder.log_variance", h)));
  }

  private Decoded decode(double[] z, double[] c) {
    Pass pass = hidden("decoder", description.decoder(), join(z, c));
    return new Decoded(pass, affine("decoder.output", pass.features()));
  }

  private Forward forward(double[] x, double[] c, double[] noise) {
    Encoded encoded = encode(x, c);
    Normal q = encoded.posterior;
    double[] z = new double[noise.length];
    double kl = 0;
    for (int i = 0; i < z.length; i++) {
      z[i] = q.mean[i] + Math.exp(q.logVariance[i] / 2) * noise[i];
      double squaredMean = q.mean[i] * q.mean[i];
      kl += (squaredMean + Math.expm1(q.logVariance[i]) - q.logVariance[i]) / 2;
    }
    Decoded decoded = decode(z, c);
    return new Forward(encoded, decoded, new Terms(logLikelihood(x, decoded.output), kl));
  }

  private double logLikelihood(double[] x, double[] output) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = x[i] - output[i];
      sum +=
          isBernoulli()
              ? x[i] * output[i] - softplus(output[i])
              : -0.5 * (difference * difference + Math.log(2 * Math.PI));
    }
    return sum;
  }

  /** Adds the gradient of one example's −ELBO. */
  private void backward(
      Forward forward, double[] x, double[] noise, Map<String, double[]> gradient) {
    double[] output = forward.decoded.output;
    double[] byOutput = new double[output.length];
    for (int i = 0; i < output.length; i++) {
      byOutput[i] = (isBernoulli() ? sigmoid(output[i]) : output[i]) - x[i];
    }
    Pass decoder = forward.decoded.pass;
    double[] byFeatures = affineBack("decoder.output", decoder.features(), byOutput, gradient);
    double[] byZ = hiddenBack("decoder", description.decoder(), decoder, byFeatures, gradient);

    Normal q = forward.encoded.posterior;
    double[] byMean = new double[noise.length];
    double[] byLogVariance = new double[noise.length];
    for (int i = 0; i < noise.length; i++) {
      double sigma = Math.exp(q.logVariance[i] / 2);
      byMean[i] = byZ[i] + q.mean[i];
      byLogVariance[i] = byZ[i] * noise[i] * sigma / 2 + Math.expm1(q.logVariance[i]) / 2;
    }
    Pass encoder = forward.encoded.pass;
    double[] h = encoder.features();
    double[] byH = affineBack("encoder.mean", h, byMean, gradient);
    add(affineBack("encoder.log_variance", h, byLogVariance, gradient), byH);
    hiddenBack("encoder", description.encoder(), encoder, byH, gradient);
  }

  private Pass hidden(String part, Network network, double[] input) {
    Mlp mlp = (Mlp) network;
    Pass pass = new Pass();
    pass.inputs.add(input);
    for (int layer = 0; layer < mlp.hidden().size(); layer++) {
      double[] sums = affine(part + ".hidden." + layer, pass.features());
      double[] h = new double[sums.length];
      for (int i = 0; i < h.length; i++) {
        h[i] = value(mlp.activation(), sums[i]);
      }
      pass.sums.add(sums);
      pass.inputs.add(h);
    }
    return pass;
  }

  private double[] hiddenBack(
      String part, Network network, Pass pass, double[] byH, Map<String, double[]> gradient) {
    Mlp mlp = (Mlp) network;
    double[] by = byH;
    for (int layer = mlp.hidden().size() - 1; layer >= 0; layer--) {
      double[] sums = pass.sums.get(layer);
      for (int i = 0; i < sums.length; i++) {
        by[i] *= slope(mlp.activation(), sums[i]);
      }
      by = affineBack(part + ".hidden." + layer, pass.inputs.get(layer), by, gradient);
    }
    return by;
  }

  /** W h + b, the weight being (out, in). */
  double[] affine(String name, double[] h) {
    double[] weight = parameter(name + ".weight");
    double[] y = parameter(name + ".bias").clone();
    for (int out = 0; out < y.length; out++) {
      for (int in = 0; in < h.length; in++) {
        y[out] += weight[out * h.length + in] * h[in];
      }
    }
    return y;
  }

  /** What must be there under a name. */
  static double[] at(Map<String, double[]> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** From the gradient by W h + b: adds those by W and b, returns that by h. */
  private double[] affineBack(
      String name, double[] h, double[] byY, Map<String, double[]> gradient) {
    double[] weight = parameter(name + ".weight");
    double[] byWeight = at(gradient, name + ".weight");
    add(byY, at(gradient, name + ".bias"));
    double[] byH = new double[h.length];
    for (int out = 0; out < byY.length; out++) {
      for (int in = 0; in < h.length; in++) {
        byWeight[out * h.length + in] += byY[out] * h[in];
        byH[in] += byY[out] * weight[out * h.length + in];
      }
    }
    return byH;
  }

  double[] parameter(String name) {
    double[] values = parameters.get(name);
    if (values == null) {
      throw new IllegalArgumentException("the model has no tensor " + name);
    }
    return values;
  }

  private boolean isBernoulli() {
    return description.reconstructionLoss().equals(ReconstructionLoss.BCE);
  }

  double[] input(Condition condition) {
    ConditionColumns columns = ConditionColumns.of(description.conditions(), List.of(condition));
    FloatBuffer c = FloatBuffer.allocate(description.conditions().width());
    columns.write(1, c);
    return doubles(c.array());
  }

  static double value(Activation activation, double a) {
    return switch (activation) {
      case RELU -> Math.max(0, a);
      case TANH -> Math.tanh(a);
      case SIGMOID -> sigmoid(a);
      case SOFTPLUS -> softplus(a);
    };
  }

  private static double slope(Activation activation, double a) {
    return switch (activation) {
      case RELU -> a > 0 ? 1 : 0;
      case TANH -> 1 - Math.tanh(a) * Math.tanh(a);
      case SIGMOID -> sigmoid(a) * (1 - sigmoid(a));
      case SOFTPLUS -> sigmoid(a);
    };
  }

  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  private static double softplus(double a) {
    return Math.max(0, a) + Math.log1p(Math.exp(-Math.abs(a)));
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  static double[] join(double[] first, double[] second) {
    double[] both = new double[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
