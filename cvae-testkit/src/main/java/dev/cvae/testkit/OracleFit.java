package dev.cvae.testkit;

import dev.cvae.condition.Condition;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Adam;
import dev.cvae.training.AdamW;
import dev.cvae.training.Optimiser;
import dev.cvae.training.RmsProp;
import dev.cvae.training.Sgd;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import dev.cvae.training.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fit in plain Java and double precision, with the initial weights, order and noise that {@link
 * FitTask} says a seed stands for, and the optimiser's published algorithm. Not thread-safe.
 */
public final class OracleFit {
  private final FitTask task;
  private final Oracle model;
  private final Map<String, double[]> first = new HashMap<>(); //  Adam's m, SGD's and RMSprop's v
  private final Map<String, double[]> second = new HashMap<>(); // Adam's v, RMSprop's s
  private final List<Step> steps = new ArrayList<>();

  /**
   * What one step saw.
   *
   * @param epoch from 1
   * @param rows how many examples the batch had
   * @param logLikelihood log p(x|z,c), averaged over them
   * @param kl KL(q(z|x,c) ‖ p(z)), averaged over them
   */
  public record Step(int epoch, int rows, double logLikelihood, double kl) {}

  /**
   * A fit at its beginning.
   *
   * @param description what to fit; its networks are {@link Mlp}s
   * @param settings how
   * @param data on which rows
   */
  public OracleFit(ModelDescription description, TrainingSettings settings, Dataset data) {
    RuntimeSettings anywhere =
        new RuntimeSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());
    task =
        new FitTask(
            description, settings, data, Optional.empty(), TrainingListener.none(), anywhere);
    model = new Oracle(description, initialWeights(task));
  }

  /**
   * The weights before the first step: uniform in ±1/√(fan-in), weight {@code i} of a tensor from
   * position {@code i} of {@link FitTask#initialWeights}, rounded to float32.
   *
   * @param task the fit; its networks are {@link Mlp}s
   * @return the tensors by their names in the model file
   */
  public static List<Tensor> initialWeights(FitTask task) {
    ModelDescription description = task.description();
    int condition = description.conditions().width();
    List<Tensor> tensors = new ArrayList<>();
    int h =
        hidden("encoder", description.encoder(), description.features() + condition, task, tensors);
    layer("encoder.mean", h, description.latent(), task, tensors);
    layer("encoder.log_variance", h, description.latent(), task, tensors);
    h = hidden("decoder", description.decoder(), description.latent() + condition, task, tensors);
    layer("decoder.output", h, description.features(), task, tensors);
    return tensors;
  }

  /**
   * Runs all epochs, or as many steps as are asked for.
   *
   * @param most after how many steps to stop
   * @return what each step saw
   */
  public List<Step> run(int most) {
    TrainingSettings settings = task.settings();
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      int rows = (int) Math.min(settings.batchSize(), task.train().size());
      ModelDescription description = task.description();
      Batch batch = new Batch(rows, description.shape(), description.conditions());
      int row = 0;
      try (Batches batches = task.train().shuffled(task.order(epoch))) {
        while (steps.size() < most && batches.next(batch)) {
          step(epoch, batch, row);
          row += batch.rows();
        }
      }
    }
    return List.copyOf(steps);
  }

  /**
   * The model as it is now.
   *
   * @return the live model
   */
  public Oracle model() {
    return model;
  }

  private void step(int epoch, Batch batch, int firstRow) {
    batch.dropConditions(task.dropout(epoch), firstRow);
    float[] x = new float[task.description().features()];
    float[] noise = new float[task.description().latent()];
    Map<String, double[]> gradient = model.zeros();
    double logLikelihood = 0;
    double kl = 0;
    for (int i = 0; i < batch.rows(); i++) {
      batch.x().get(i * x.length, x);
      task.noise(epoch).normals((long) (firstRow + i) * noise.length, noise);
      Condition c = batch.conditions().row(i);
      float weight = batch.weights()[i];
      Oracle.Terms terms = model.elbo(x, c, noise);
      logLikelihood += weight * terms.logLikelihood() / batch.weight();
      kl += weight * terms.kl() / batch.weight();
      model.addGradient(weight / (double) batch.rows(), x, c, noise, gradient);
    }
    steps.add(new Step(epoch, batch.rows(), logLikelihood, kl));
    task.settings().clipGradientNorm().ifPresent(most -> clip(gradient, most));
    TrainingStep at = new TrainingStep(steps.size() - 1L, task.steps(), epoch, List.of());
    double rate =
        task.settings().learningRate() * task.settings().learningRateSchedule().factor(at);
    gradient.forEach((name, values) -> change(name, values, rate));
  }

  /** Pascanu, Mikolov &amp; Bengio (2013), algorithm 1. */
  private static void clip(Map<String, double[]> gradient, double most) {
    double squares = 0;
    for (double[] values : gradient.values()) {
      for (double g : values) {
        squares += g * g;
      }
    }
    double scale = Math.min(1, most / Math.sqrt(squares));
    gradient.values().forEach(values -> Arrays.setAll(values, i -> values[i] * scale));
  }

  private void change(String name, double[] gradient, double rate) {
    double[] weight = Oracle.at(model.parameters(), name);
    double[] m = first.computeIfAbsent(name, key -> new double[weight.length]);
    double[] v = second.computeIfAbsent(name, key -> new double[weight.length]);
    Optimiser optimiser = task.settings().optimiser();
    for (int i = 0; i < weight.length; i++) {
      double w = weight[i];
      double g = gradient[i];
      if (optimiser instanceof Adam adam) {
        weight[i] = adam(adam, w, g, m, v, i, rate);
      } else if (optimiser instanceof AdamW adamW) { // Loshchilov & Hutter (2019), algorithm 2
        Adam adam = new Adam(adamW.beta1(), adamW.beta2(), adamW.epsilon());
        weight[i] = adam(adam, w - rate * adamW.weightDecay() * w, g, m, v, i, rate);
      } else if (optimiser instanceof RmsProp rmsProp) { // as PyTorch documents it
        g += rmsProp.weightDecay() * w;
        v[i] = rmsProp.alpha() * v[i] + (1 - rmsProp.alpha()) * g * g;
        m[i] = rmsProp.momentum() * m[i] + g / (Math.sqrt(v[i]) + rmsProp.epsilon());
        weight[i] = w - rate * m[i];
      } else { // as PyTorch documents it
        Sgd sgd = (Sgd) optimiser;
        m[i] = sgd.momentum() * m[i] + g + sgd.weightDecay() * w;
        weight[i] = w - rate * m[i];
      }
    }
  }

  /** Kingma &amp; Ba (2015), algorithm 1. */
  private double adam(Adam adam, double w, double g, double[] m, double[] v, int i, double rate) {
    m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g;
    v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g * g;
    double unbiasedM = m[i] / (1 - Math.pow(adam.beta1(), steps.size()));
    double unbiasedV = v[i] / (1 - Math.pow(adam.beta2(), steps.size()));
    return w - rate * unbiasedM / (Math.sqrt(unbiasedV) + adam.epsilon());
  }

  private static int hidden(
      String part, Network network, int inputs, FitTask task, List<Tensor> tensors) {
    int in = inputs;
    int layer = 0;
    for (int width : ((Mlp) network).hidden()) {
      layer(part + ".hidden." + layer++, in, width, task, tensors);
      in = width;
    }
    return in;
  }

  private static void layer(String name, int in, int out, FitTask task, List<Tensor> tensors) {
    tensors.add(uniform(name + ".weight", in, task, out, in));
    tensors.add(uniform(name + ".bias", in, task, out));
  }

  private static Tensor uniform(String name, int fanIn, FitTask task, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    RandomStream random = task.initialWeights(name);
    float[] values = new float[size];
    double bound = 1 / Math.sqrt(fanIn);
    for (int i = 0; i < size; i++) {
      values[i] = (float) (bound * (2 * random.uniform(i) - 1));
    }
    return new Tensor(name, shape, values);
  }
}
