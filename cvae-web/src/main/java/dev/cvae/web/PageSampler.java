package dev.cvae.web;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.file.Tensor;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A fitted sampler for the page: a Gaussian mixture of the active latents for each condition, with
 * means and factors as tensors of their own.
 */
final class PageSampler {
  private final FittedSampler sampler;
  private final ConditionSchema schema;

  PageSampler(FittedSampler sampler, ConditionSchema schema) {
    this.sampler = sampler;
    this.schema = schema;
  }

  /** The active latents, and each mixture's weights under the key of its condition. */
  Map<String, Object> json() {
    Map<String, Object> weights = new LinkedHashMap<>();
    for (Condition condition : sampler.conditions()) {
      List<Double> ofComponents = new ArrayList<>();
      for (float weight : mixture(condition).weights()) {
        ofComponents.add((double) weight);
      }
      weights.put(key(condition), ofComponents);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", Arrays.stream(sampler.active()).boxed().toList());
    json.put("weights", weights);
    return json;
  }

  /**
   * The codes of a condition's categories: {@code 7}, or {@code 7,-1} where the second is missing.
   */
  private String key(Condition condition) {
    ConditionColumns columns = ConditionColumns.of(schema, List.of(condition));
    return IntStream.range(0, schema.fields().size())
        .mapToObj(field -> Integer.toString(columns.codes(field)[0]))
        .collect(Collectors.joining(","));
  }

  /** Means, (components, d), and the lower triangles of factors, (components, d (d + 1) / 2). */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Condition condition : sampler.conditions()) {
      GaussianMixture mixture = mixture(condition);
      int d = mixture.dimensions();
      float[][] triangles =
          Arrays.stream(mixture.factors()).map(full -> triangle(full, d)).toArray(float[][]::new);
      tensors.add(tensor(name(condition, "means"), d, mixture.means()));
      tensors.add(tensor(name(condition, "factors"), d * (d + 1) / 2, triangles));
    }
    return tensors;
  }

  /** The sampler with the numbers that the page has. */
  FittedSampler rounded(Map<String, Tensor> restored) {
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (Condition condition : sampler.conditions()) {
      GaussianMixture exact = mixture(condition);
      int d = exact.dimensions();
      float[][] means = rows(restored, name(condition, "means"));
      float[][] factors = rows(restored, name(condition, "factors"));
      for (int k = 0; k < factors.length; k++) {
        factors[k] = full(factors[k], d);
      }
      mixtures.add(GaussianMixture.of(exact.weights(), means, factors));
    }
    return new FittedSampler(
        sampler.name(), sampler.latent(), sampler.active(), sampler.conditions(), mixtures);
  }

  private GaussianMixture mixture(Condition condition) {
    return sampler.mixture(condition).orElseThrow(); // it is one of the sampler's own
  }

  private String name(Condition condition, String part) {
    return "sampler." + key(condition) + "." + part;
  }

  private static Tensor tensor(String name, int columns, float[][] rows) {
    float[] values = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return new Tensor(name, new int[] {rows.length, columns}, values);
  }

  private static float[][] rows(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.getOrDefault(name, new Tensor(name, new int[] {0, 0}, new float[0]));
    int columns = tensor.shape()[1];
    return IntStream.range(0, tensor.shape()[0])
        .mapToObj(row -> Arrays.copyOfRange(tensor.values(), row * columns, (row + 1) * columns))
        .toArray(float[][]::new);
  }

  private static float[] triangle(float[] full, int d) {
    float[] triangle = new float[d * (d + 1) / 2];
    for (int i = 0; i < d; i++) {
      System.arraycopy(full, i * d, triangle, i * (i + 1) / 2, i + 1);
    }
    return triangle;
  }

  private static float[] full(float[] triangle, int d) {
    float[] full = new float[d * d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(triangle, i * (i + 1) / 2, full, i * d, i + 1);
    }
    return full;
  }
}
