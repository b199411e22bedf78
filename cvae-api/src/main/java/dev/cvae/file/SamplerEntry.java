package dev.cvae.file;

import dev.cvae.condition.Condition;
import dev.cvae.error.ModelFileException;
import dev.cvae.model.ModelDescription;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A {@link FittedSampler} as JSON and three tensors, in which the components of all conditions
 * follow one another: weights (components), means (components, active) and factors (components,
 * active, active).
 */
final class SamplerEntry {
  private static final String PREFIX = "sampler.";
  private static final String WEIGHTS = PREFIX + "weights";
  private static final String MEANS = PREFIX + "means";
  private static final String FACTORS = PREFIX + "factors";

  private SamplerEntry() {}

  static boolean isPart(Tensor tensor) {
    return tensor.name().startsWith(PREFIX);
  }

  static String json(FittedSampler sampler) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", sampler.name());
    json.put("latent", sampler.latent());
    json.put("active", Arrays.stream(sampler.active()).boxed().toList());
    json.put("groups", sampler.conditions().stream().map(c -> group(sampler, c)).toList());
    return Json.write(json);
  }

  static List<Tensor> tensors(FittedSampler sampler) {
    int d = sampler.active().length;
    float[][] weights = all(sampler, mixture -> new float[][] {mixture.weights()});
    float[][] means = all(sampler, GaussianMixture::means);
    float[][] factors = all(sampler, GaussianMixture::factors);
    int k = means.length;
    return List.of(
        new Tensor(WEIGHTS, new int[] {k}, joined(weights)),
        new Tensor(MEANS, new int[] {k, d}, joined(means)),
        new Tensor(FACTORS, new int[] {k, d, d}, joined(factors)));
  }

  static FittedSampler read(String text, List<Tensor> tensors) {
    JsonObject json = new JsonObject("sampler", Json.read(text));
    int[] active = json.integers("active");
    List<JsonObject> groups = json.objects("groups");
    int[] counts = groups.stream().mapToInt(group -> group.integer("components")).toArray();
    int d = active.length;
    long all = Arrays.stream(counts).asLongStream().sum();
    float[] weights = values(tensors, WEIGHTS, all);
    float[] means = values(tensors, MEANS, all * d);
    float[] factors = values(tensors, FACTORS, all * d * d);
    List<Condition> conditions = new ArrayList<>();
    List<GaussianMixture> mixtures = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < counts.length; i++) {
      int to = from + counts[i];
      if (counts[i] < 1) {
        throw new ModelFileException("sampler.groups must have components, one has " + counts[i]);
      }
      conditions.add(condition(groups.get(i).object("condition")));
      mixtures.add(
          GaussianMixture.of(
              Arrays.copyOfRange(weights, from, to),
              cut(means, from, to, d),
              cut(factors, from, to, d * d)));
      from = to;
    }
    return new FittedSampler(
        json.string("name"), json.integer("latent"), active, conditions, mixtures);
  }

  /** Checks that a sampler is one of this model's. */
  static void check(FittedSampler sampler, ModelDescription description) {
    if (sampler.latent() != description.latent()) {
      throw new ModelFileException(
          "sampler.latent must be the model's %d, was %d"
              .formatted(description.latent(), sampler.latent()));
    }
    sampler.conditions().forEach(description.conditions()::check);
  }

  private static Map<String, Object> group(FittedSampler sampler, Condition condition) {
    Map<String, Object> categories = new LinkedHashMap<>();
    for (String field : condition.fields()) {
      OptionalInt index = condition.category(field);
      categories.put(
          field, index.isPresent() ? index.getAsInt() : condition.names(field).iterator().next());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("condition", categories);
    json.put("components", sampler.mixture(condition).orElseThrow().components());
    return json;
  }

  private static Condition condition(JsonObject json) {
    Condition condition = Condition.none();
    for (String field : json.names()) {
      condition =
          json.isString(field)
              ? condition.and(field, json.string(field))
              : condition.and(field, json.integer(field));
    }
    return condition;
  }

  private static float[][] all(FittedSampler sampler, Function<GaussianMixture, float[][]> part) {
    return sampler.conditions().stream()
        .map(condition -> part.apply(sampler.mixture(condition).orElseThrow()))
        .flatMap(Arrays::stream)
        .toArray(float[][]::new);
  }

  private static float[] joined(float[][] rows) {
    float[] joined = new float[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, joined, at, row.length);
      at += row.length;
    }
    return joined;
  }

  private static float[][] cut(float[] joined, int from, int to, int width) {
    return IntStream.range(from, to)
        .mapToObj(i -> Arrays.copyOfRange(joined, i * width, (i + 1) * width))
        .toArray(float[][]::new);
  }

  private static float[] values(List<Tensor> tensors, String name, long size) {
    float[] values =
        tensors.stream()
            .filter(tensor -> tensor.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new ModelFileException("the file lacks the tensor " + name))
            .values();
    if (values.length != size) {
      throw new ModelFileException(
          "tensor %s must have %d values, had %d".formatted(name, size, values.length));
    }
    return values;
  }
}
