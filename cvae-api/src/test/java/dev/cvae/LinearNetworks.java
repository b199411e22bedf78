package dev.cvae;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An engine in plain Java and double precision: encoder and decoder without hidden layers.
 *
 * <pre>
 * μ = A x + B[c]     log σ² = s     f = W z + U[c], through a sigmoid under BCE
 * </pre>
 */
class LinearNetworks implements Networks {
  private final ModelDescription description;
  private final List<Tensor> weights;
  private final int features;
  private final int latent;
  private final int classes;
  int elboCalls;
  private volatile boolean closed;

  LinearNetworks(ModelDescription description, List<Tensor> weights) {
    this.description = description;
    this.weights = weights;
    this.features = description.features();
    this.latent = description.latent();
    this.classes = Math.max(1, description.conditions().width());
  }

  /** Networks whose weights are normal numbers, each tensor from a stream of its own. */
  static LinearNetworks drawn(
      ModelDescription description, Function<String, RandomStream> initialWeights) {
    int classes = Math.max(1, description.conditions().width());
    int features = description.features();
    int latent = description.latent();
    return new LinearNetworks(
        description,
        List.of(
            drawn("A", initialWeights, latent, features),
            drawn("B", initialWeights, classes, latent),
            drawn("s", initialWeights, latent),
            drawn("W", initialWeights, features, latent),
            drawn("U", initialWeights, classes, features)));
  }

  private static Tensor drawn(
      String name, Function<String, RandomStream> initialWeights, int... shape) {
    float[] values = new float[shape[0] * (shape.length == 1 ? 1 : shape[1])];
    initialWeights.apply(name).normals(0, values);
    return new Tensor(name, shape, values);
  }

  double mean(float[] x, int c, int i) {
    double mean = b(c)[i];
    for (int j = 0; j < features; j++) {
      mean += weight(0)[i * features + j] * x[j];
    }
    return mean;
  }

  double logVariance(int i) {
    return weight(2)[i];
  }

  double decoded(double[] z, int c, int feature) {
    double f = weight(4)[c * features + feature];
    for (int i = 0; i < latent; i++) {
      f += weight(3)[feature * latent + i] * z[i];
    }
    return bernoulli() ? 1 / (1 + Math.exp(-f)) : f;
  }

  @Override
  public String engine() {
    requireOpen();
    return "Linear 1.0";
  }

  @Override
  public int concurrency() {
    return 4;
  }

  @Override
  public void encode(Batch batch, float[] mean, float[] logVariance) {
    requireOpen();
    for (int row = 0; row < batch.rows(); row++) {
      float[] x = x(batch, row);
      for (int i = 0; i < latent; i++) {
        mean[row * latent + i] = (float) mean(x, c(batch.conditions(), row), i);
        logVariance[row * latent + i] = (float) logVariance(i);
      }
    }
  }

  @Override
  public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
    requireOpen();
    double[] one = new double[latent];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < latent; i++) {
        one[i] = z[row * latent + i];
      }
      for (int feature = 0; feature < features; feature++) {
        mean[row * features + feature] = (float) decoded(one, c(conditions, row), feature);
      }
    }
  }

  @Override
  public void parameters(float[] z, ConditionColumns conditions, int rows, float[] parameters) {
    decode(z, conditions, rows, parameters);
    for (int i = 0; bernoulli() && i < parameters.length; i++) {
      double mean = parameters[i];
      parameters[i] = (float) (Math.log(mean) - Math.log1p(-mean));
    }
  }

  @Override
  public void prior(
      ConditionColumns conditions, int rows, float[] uniform, float[] noise, float[] z) {
    requireOpen();
    System.arraycopy(noise, 0, z, 0, rows * latent);
  }

  @Override
  public void logPrior(float[] z, ConditionColumns conditions, int rows, float[] logDensity) {
    requireOpen();
    for (int row = 0; row < rows; row++) {
      double log = -0.5 * latent * Math.log(2 * Math.PI);
      for (int i = 0; i < latent; i++) {
        log -= 0.5 * z[row * latent + i] * z[row * latent + i];
      }
      logDensity[row] = (float) log;
    }
  }

  @Override
  public void elbo(Batch batch, float[] noise, ElboTerms terms) {
    elboCalls++;
    encode(batch, terms.mean(), terms.logVariance());
    for (int row = 0; row < batch.rows(); row++) {
      float[] x = x(batch, row);
      int c = c(batch.conditions(), row);
      double[] z = z(x, c, noise, row);
      for (int i = 0; i < latent; i++) {
        double mean = mean(x, c, i);
        terms.kl()[row * latent + i] =
            (float) (0.5 * (mean * mean + Math.exp(logVariance(i)) - logVariance(i) - 1));
      }
      terms.logLikelihood()[row] = (float) logLikelihood(x, z, c);
    }
  }

  @Override
  public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
    requireOpen();
    for (int draw = 0; draw < batch.rows() * samples; draw++) {
      float[] x = x(batch, draw / samples);
      int c = c(batch.conditions(), draw / samples);
      double[] z = z(x, c, noise, draw);
      double log = logLikelihood(x, z, c);
      for (int i = 0; i < latent; i++) {
        double epsilon = noise[draw * latent + i];
        log += 0.5 * (epsilon * epsilon + logVariance(i) - z[i] * z[i]);
      }
      logWeights[draw] = (float) log;
    }
  }

  private double[] z(float[] x, int c, float[] noise, int draw) {
    double[] z = new double[latent];
    for (int i = 0; i < latent; i++) {
      z[i] = mean(x, c, i) + Math.exp(logVariance(i) / 2) * noise[draw * latent + i];
    }
    return z;
  }

  double logLikelihood(float[] x, double[] z, int c) {
    double sum = 0;
    for (int feature = 0; feature < features; feature++) {
      double f = decoded(z, c, feature);
      sum +=
          bernoulli()
              ? x[feature] * Math.log(f) + (1 - x[feature]) * Math.log1p(-f)
              : -0.5 * (x[feature] - f) * (x[feature] - f) - 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  @Override
  public List<Tensor> weights() {
    requireOpen();
    return weights;
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new AssertionError("the networks were used after close()");
    }
  }

  private boolean bernoulli() {
    return description.reconstructionLoss() == ReconstructionLoss.BCE;
  }

  private float[] weight(int index) {
    return weights.get(index).values();
  }

  private float[] b(int c) {
    return Arrays.copyOfRange(weight(1), c * latent, (c + 1) * latent);
  }

  private float[] x(Batch batch, int row) {
    float[] x = new float[features];
    batch.x().get(row * features, x);
    return x;
  }

  private int c(ConditionColumns conditions, int row) {
    return classes == 1 ? 0 : Math.max(0, conditions.codes(0)[row]); // class 0 if it is missing
  }
}
