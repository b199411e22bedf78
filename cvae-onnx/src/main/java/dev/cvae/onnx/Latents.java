package dev.cvae.onnx;

import dev.cvae.architecture.Normal;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.prior.ComponentTable;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Draws of z for generation: from the prior, or from a fitted sampler, as generate() does. */
final class Latents {
  private static final double BEYOND = 2; // any uniform number

  private final ModelGraph model;
  private final Graph graph;
  private final Value noise;

  Latents(ModelGraph model, Value noise) {
    this.model = model;
    this.graph = model.graph();
    this.noise = noise;
  }

  /** z from p(z|c). */
  Value fromPrior() {
    int latent = model.description().latent();
    Optional<Value> u =
        model.description().prior().table(model.description().features(), latent).map(this::row);
    return model.architecture().prior(u, model.c()).map(this::drawn).orElse(noise);
  }

  /** What is learned of a component, one k a row. */
  private Value row(ComponentTable table) {
    Value uniform = graph.floats("uniform_prior", 1, "uniform in (0, 1): the prior's component");
    int count = table.components();
    Value scaled = uniform.mul(graph.number((float) count)).min(graph.number(count - 0.5f));
    return model.layers().tensor(table.name()).at(scaled.toWhole().reshape(-1));
  }

  /** μ + σ ⊙ ε. */
  private Value drawn(Normal<Value> normal) {
    return normal.mean().add(normal.logVariance().mul(graph.number(0.5f)).exp().mul(noise));
  }

  /** The same z with the active latents from a sampler, in rows whose condition it knows. */
  Value from(FittedSampler sampler, Value fromPrior) {
    int[] active = sampler.active();
    if (active.length == 0) {
      return fromPrior;
    }
    Value uniform =
        graph.floats("uniform_sampler", 1, "uniform in (0, 1): the mixture's component");
    List<GaussianMixture> mixtures =
        sampler.conditions().stream().map(c -> sampler.mixture(c).orElseThrow()).toList();
    if (model.description().conditions().isEmpty()) {
      Value only = uniform.sub(uniform).toWhole().reshape(-1); // (rows) zeros
      return replaced(active, fromPrior, drawn(active, mixtures, only, uniform));
    }
    Value matches = matches(sampler.conditions()).toFloat(); // (rows, conditions)
    Value drawn = drawn(active, mixtures, matches.argMax(), uniform);
    return matches.greatest().toTruth().choose(replaced(active, fromPrior, drawn), fromPrior);
  }

  /** Which of some conditions a row's is. */
  private Value matches(List<Condition> conditions) {
    ConditionColumns columns = ConditionColumns.of(model.description().conditions(), conditions);
    List<Value> ofFields = new ArrayList<>();
    for (int i = 0; i < columns.schema().fields().size(); i++) {
      int none = columns.schema().fields().get(i).width();
      long[] codes =
          Arrays.stream(columns.codes(i)).mapToLong(code -> code < 0 ? none : code).toArray();
      Value ofRow = model.fields().codes(i).unsqueeze(); // (rows, 1)
      ofFields.add(ofRow.equal(graph.whole("conditions", codes)));
    }
    return ofFields.stream().reduce(Value::and).orElseThrow();
  }

  /** m_k + L_k ε for the mixture of each row's number and the component that u picks. */
  private Value drawn(int[] active, List<GaussianMixture> mixtures, Value numbers, Value uniform) {
    int d = active.length;
    Value k = component(mixtures, numbers, uniform);
    Value means = parameters("means", mixtures, GaussianMixture::means, d).at(k); // (rows, d)
    Value factors =
        parameters("factors", mixtures, GaussianMixture::factors, d, d).at(k); // (rows, d, d)
    Value epsilon = noise.columns(longs(active)).unsqueeze(); //                  (rows, d, 1)
    return means.add(factors.matMul(epsilon).reshape(-1, d));
  }

  /** Among the components of all mixtures, one after another. */
  private Value component(List<GaussianMixture> mixtures, Value numbers, Value uniform) {
    int most = mixtures.stream().mapToInt(GaussianMixture::components).max().orElseThrow();
    double[] ends = new double[mixtures.size() * most]; // up to where u picks each component
    long[] firsts = new long[mixtures.size()];
    Arrays.fill(ends, BEYOND);
    int before = 0;
    for (int i = 0; i < mixtures.size(); i++) {
      float[] weights = mixtures.get(i).weights();
      firsts[i] = before;
      before += weights.length;
      double sum = 0;
      for (int k = 0; k < weights.length - 1; k++) {
        sum += weights[k];
        ends[i * most + k] = sum;
      }
    }
    Value ofRow = graph.doubles("ends", ends).reshape(mixtures.size(), most).at(numbers);
    Value passed = ofRow.lessOrEqual(uniform.toDouble()).toWhole().sum(); // (rows)
    return graph.whole("firsts", firsts).at(numbers).add(passed);
  }

  /** What a mixture has for each of its components. */
  private interface Parameters {
    float[][] of(GaussianMixture mixture);
  }

  private Value parameters(
      String name, List<GaussianMixture> mixtures, Parameters wanted, int... ofOne) {
    float[][] rows =
        mixtures.stream().map(wanted::of).flatMap(Arrays::stream).toArray(float[][]::new);
    int size = Arrays.stream(ofOne).reduce(1, (a, b) -> a * b);
    float[] all = new float[rows.length * size];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, row * size, size);
    }
    int[] shape = IntStream.concat(IntStream.of(rows.length), Arrays.stream(ofOne)).toArray();
    return graph.tensor("sampler." + name, shape, all);
  }

  /** The latents with the active ones taken from elsewhere. */
  private Value replaced(int[] active, Value z, Value ofActive) {
    int latent = model.description().latent();
    long[] from = LongStream.range(0, latent).toArray();
    for (int i = 0; i < active.length; i++) {
      from[active[i]] = (long) latent + i;
    }
    return Value.joined(List.of(z, ofActive)).columns(from);
  }

  private static long[] longs(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
