package dev.cvae.testkit;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.VampPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The bounds on log p(x|c) that fits maximise, in plain Java and double precision, for any built-in
 * reconstruction loss and any prior. Forward only: what an engine's gradients are held against are
 * central differences of it, weight by weight.
 *
 * <p>Knows multi-layer perceptrons, as {@link Oracle} does. Noise comes example by example: (rows ·
 * draws an example, latent). Not thread-safe.
 */
public final class BoundOracle {
  private static final double STEP = 1e-5;

  private final ModelDescription description;
  private final Oracle networks;

  private BoundOracle(ModelDescription description, Oracle networks) {
    this.description = description;
    this.networks = networks;
  }

  /**
   * The model of a description with given weights.
   *
   * @param description its networks are {@link Mlp}s
   * @param tensors its weights, by their names in the model file
   */
  public BoundOracle(ModelDescription description, List<Tensor> tensors) {
    this(description, new Oracle(description, tensors));
  }

  /**
   * The same model as a fitted one.
   *
   * @param model whose networks are {@link Mlp}s
   * @return its description with a copy of its weights
   */
  public static BoundOracle of(GenerativeModel model) {
    return new BoundOracle(model.description(), Oracle.of(model));
  }

  /**
   * The weights.
   *
   * @return the live values, by their names in the model file
   */
  public Map<String, double[]> parameters() {
    return networks.parameters();
  }

  /**
   * log p(x|z,c).
   *
   * @param x one row of data
   * @param z its latent
   * @param c its condition
   * @return nats
   */
  public double logLikelihood(float[] x, double[] z, Condition c) {
    ReconstructionLoss loss = description.reconstructionLoss();
    return loss.logProbability(x, parameters(z, c));
  }

  /**
   * log p(x|z,c) at z = μ + σ ⊙ ε.
   *
   * @param x one row of data
   * @param c its condition
   * @param noise ε, one a latent
   * @return nats
   */
  public double logLikelihood(float[] x, Condition c, float[] noise) {
    return logLikelihood(x, z(networks.encode(x, c), noise), c);
  }

  /**
   * The mean of p(x|z,c).
   *
   * @param z a latent
   * @param c its condition
   * @return one value a feature
   */
  public float[] mean(double[] z, Condition c) {
    float[] mean = new float[description.features()];
    description.reconstructionLoss().mean(parameters(z, c), mean);
    return mean;
  }

  /** What p(x|z,c) is: the decoder's outputs and what the loss has learned besides. */
  private double[] parameters(double[] z, Condition c) {
    double[] outputs = networks.outputs(z, networks.input(c));
    return parameters("decoder", description.reconstructionLoss(), description.features(), outputs);
  }

  private double[] parameters(
      String name, ReconstructionLoss loss, int features, double[] outputs) {
    if (loss instanceof Gaussian gaussian && gaussian.sigma() != Gaussian.Sigma.ONE) {
      double[] learned = networks.parameter(name + ".log_sigma");
      double[] logSigma = new double[features];
      Arrays.setAll(logSigma, i -> learned[learned.length == 1 ? 0 : i]);
      return Oracle.join(outputs, logSigma);
    }
    if (loss instanceof Observed observed) {
      return parameters(name, observed.loss(), features, outputs);
    }
    if (loss instanceof Mixed mixed) {
      double[] all = {};
      int start = 0;
      for (int i = 0; i < mixed.parts().size(); i++) {
        Part part = mixed.parts().get(i);
        int end = start + part.loss().outputs(part.features());
        double[] ofPart = Arrays.copyOfRange(outputs, start, end);
        String partName = name + ".parts." + i;
        all = Oracle.join(all, parameters(partName, part.loss(), part.features(), ofPart));
        start = end;
      }
      return all;
    }
    return outputs;
  }

  /**
   * The components of p(z|c), each as likely: one, but for a mixture.
   *
   * @param c a condition
   * @return normal distributions
   */
  public List<Oracle.Normal> prior(Condition c) {
    double[] oneHot = networks.input(c);
    if (description.prior() instanceof ConditionalNormal prior) {
      double[] h =
          prior.hidden().isEmpty()
              ? oneHot
              : networks.features("prior", new Mlp(prior.hidden(), Activation.RELU), oneHot);
      return List.of(
          new Oracle.Normal(
              networks.affine("prior.mean", h), networks.affine("prior.log_variance", h)));
    }
    if (description.prior() instanceof VampPrior vamp) {
      double[] all = networks.parameter("prior.pseudo_inputs");
      int features = description.features();
      List<Oracle.Normal> components = new ArrayList<>();
      for (int k = 0; k < vamp.components(); k++) {
        double[] u = Arrays.copyOfRange(all, k * features, (k + 1) * features);
        components.add(networks.posterior(u, oneHot));
      }
      return components;
    }
    double[] zeros = new double[description.latent()];
    return List.of(new Oracle.Normal(zeros, zeros));
  }

  /**
   * log p(z|c).
   *
   * @param z a latent
   * @param c its condition
   * @return nats
   */
  public double logPrior(double[] z, Condition c) {
    return logMeanExp(
        prior(c).stream().mapToDouble(component -> logNormal(z, component)).toArray());
  }

  /**
   * The logarithm of the importance weight p(x|z,c) p(z|c) / q(z|x,c) at z = μ + σ ⊙ ε.
   *
   * @param x one row of data
   * @param c its condition
   * @param noise ε, one a latent
   * @return nats
   */
  public double logWeight(float[] x, Condition c, float[] noise) {
    Oracle.Normal q = networks.encode(x, c);
    return logWeight(x, c, z(q, noise), q);
  }

  private double logWeight(float[] x, Condition c, double[] z, Oracle.Normal q) {
    return logLikelihood(x, z, c) + logPrior(z, c) - logNormal(z, q);
  }

  /**
   * KL(q(z|x,c) ‖ p(z|c)): a figure for each latent in closed form, or one estimate at the z drawn
   * where the prior does not factorise.
   *
   * @param x one row of data
   * @param c its condition
   * @param noise ε, (draws, latent)
   * @return nats
   */
  public double[] klTerms(float[] x, Condition c, float[][] noise) {
    Oracle.Normal q = networks.encode(x, c);
    if (!description.prior().factorises()) {
      double sum = 0;
      for (float[] epsilon : noise) {
        double[] z = z(q, epsilon);
        sum += logNormal(z, q) - logPrior(z, c);
      }
      return new double[] {sum / noise.length};
    }
    Oracle.Normal p = prior(c).get(0);
    double[] terms = new double[description.latent()];
    for (int j = 0; j < terms.length; j++) {
      double distance = q.mean()[j] - p.mean()[j];
      double logRatio = q.logVariance()[j] - p.logVariance()[j];
      double ofMeans = distance * distance * Math.exp(-p.logVariance()[j]);
      terms[j] = (ofMeans + Math.exp(logRatio) - 1 - logRatio) / 2;
    }
    return terms;
  }

  /**
   * What a fit minimises on some rows. Of {@link Objective.Bound#DREG} this is the bound, whose
   * gradient is another one: {@link #dregGradient}.
   *
   * @param objective the bound
   * @param epochs how many epochs have passed
   * @param data the rows
   * @param noise ε, (rows · draws, latent)
   * @return nats per example
   */
  public double loss(Objective objective, double epochs, Dataset data, float[][] noise) {
    return objective.bound() == Objective.Bound.ELBO
        ? elboLoss(objective, epochs, data, noise)
        : importanceWeightedLoss(data, noise);
  }

  private double elboLoss(Objective objective, double epochs, Dataset data, float[][] noise) {
    int rows = (int) data.size();
    double logLikelihood = 0;
    double[] kl = new double[description.prior().factorises() ? description.latent() : 1];
    for (int row = 0; row < rows; row++) {
      float[][] ofRow = ofRow(noise, row, rows);
      Oracle.Normal q = networks.encode(data.row(row), data.condition(row));
      for (float[] epsilon : ofRow) {
        double log = logLikelihood(data.row(row), z(q, epsilon), data.condition(row));
        logLikelihood += log / noise.length;
      }
      double[] terms = klTerms(data.row(row), data.condition(row), ofRow);
      for (int j = 0; j < kl.length; j++) {
        kl[j] += terms[j] / rows;
      }
    }
    double above =
        Arrays.stream(kl)
            .map(term -> objective.freeBits() > 0 ? Math.max(objective.freeBits(), term) : term)
            .sum();
    return objective.klWeight().at(epochs) * above - logLikelihood;
  }

  private double importanceWeightedLoss(Dataset data, float[][] noise) {
    int rows = (int) data.size();
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum -= logMeanExp(logWeights(data, row, ofRow(noise, row, rows)));
    }
    return sum / rows;
  }

  private double[] logWeights(Dataset data, int row, float[][] noise) {
    return Arrays.stream(noise)
        .mapToDouble(epsilon -> logWeight(data.row(row), data.condition(row), epsilon))
        .toArray();
  }

  /**
   * The gradient of {@link #loss}, by central differences.
   *
   * @param objective the bound, not DREG
   * @param epochs how many epochs have passed
   * @param data the rows
   * @param noise ε, (rows · draws, latent)
   * @return a new array for each weight, by its name in the model file
   */
  public Map<String, double[]> gradient(
      Objective objective, double epochs, Dataset data, float[][] noise) {
    return differences(() -> loss(objective, epochs, data, noise));
  }

  /**
   * The doubly reparameterised gradient (Tucker et al. 2019, equation 8), by central differences of
   *
   * <pre>−1/B Σ over examples Σ over draws w̃ log w(θ; z₀, q₀) + w̃² log w(θ₀; z(φ), q₀)</pre>
   *
   * <p>where w̃, z₀, the posterior q₀ and the weights θ₀ stay as they are.
   *
   * @param data the rows
   * @param noise ε, (rows · draws, latent)
   * @return a new array for each weight, by its name in the model file
   */
  public Map<String, double[]> dregGradient(Dataset data, float[][] noise) {
    BoundOracle before = copy();
    int rows = (int) data.size();
    List<Oracle.Normal> posteriors = new ArrayList<>();
    List<double[]> shares = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      posteriors.add(before.networks.encode(data.row(row), data.condition(row)));
      shares.add(softmax(logWeights(data, row, ofRow(noise, row, rows))));
    }
    return differences(
        () -> {
          double sum = 0;
          for (int row = 0; row < rows; row++) {
            float[] x = data.row(row);
            Condition c = data.condition(row);
            Oracle.Normal fixed = posteriors.get(row);
            Oracle.Normal moving = networks.encode(x, c);
            float[][] ofRow = ofRow(noise, row, rows);
            for (int k = 0; k < ofRow.length; k++) {
              double share = shares.get(row)[k];
              sum += share * logWeight(x, c, z(fixed, ofRow[k]), fixed);
              sum += share * share * before.logWeight(x, c, z(moving, ofRow[k]), fixed);
            }
          }
          return -sum / rows;
        });
  }

  private BoundOracle copy() {
    Oracle copy = new Oracle(description, List.of());
    parameters().forEach((name, values) -> copy.parameters().put(name, values.clone()));
    return new BoundOracle(description, copy);
  }

  private Map<String, double[]> differences(DoubleSupplier value) {
    Map<String, double[]> gradient = new LinkedHashMap<>();
    parameters()
        .forEach(
            (name, weight) -> {
              double[] slopes = new double[weight.length];
              for (int i = 0; i < slopes.length; i++) {
                double kept = weight[i];
                weight[i] = kept + STEP;
                double above = value.getAsDouble();
                weight[i] = kept - STEP;
                double below = value.getAsDouble();
                weight[i] = kept;
                slopes[i] = (above - below) / (2 * STEP);
              }
              gradient.put(name, slopes);
            });
    return gradient;
  }

  private static float[][] ofRow(float[][] noise, int row, int rows) {
    int draws = noise.length / rows;
    return Arrays.copyOfRange(noise, row * draws, (row + 1) * draws);
  }

  private static double[] z(Oracle.Normal q, float[] noise) {
    double[] z = new double[noise.length];
    Arrays.setAll(z, j -> q.mean()[j] + Math.exp(q.logVariance()[j] / 2) * noise[j]);
    return z;
  }

  private static double logNormal(double[] z, Oracle.Normal normal) {
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      double distance = z[j] - normal.mean()[j];
      double logVariance = normal.logVariance()[j];
      sum -= distance * distance * Math.exp(-logVariance) + logVariance + Math.log(2 * Math.PI);
    }
    return sum / 2;
  }

  private static double logMeanExp(double[] logs) {
    double most = Arrays.stream(logs).max().orElseThrow();
    return most
        + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - most)).average().orElseThrow());
  }

  private static double[] softmax(double[] logs) {
    double logSum = logMeanExp(logs) + Math.log(logs.length);
    return Arrays.stream(logs).map(log -> Math.exp(log - logSum)).toArray();
  }
}
