package dev.cvae.web;

import static dev.cvae.web.PageDescription.notForThePage;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Json;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.Prior;
import dev.cvae.prior.StandardNormal;
import dev.cvae.sampler.FittedSampler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the page has of a model: its decoder, its prior and its sampler. */
final class PageModel {
  private final ModelFile file;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Set<String> names = new TreeSet<>(); // of the networks' tensors
  private final Optional<PageSampler> sampler;

  private PageModel(ModelFile file) {
    this.file = file;
    ModelDescription description = file.description();
    this.sampler = file.sampler().map(s -> new PageSampler(s, description.conditions()));
    json.put("latent", description.latent());
    json.put("image", PageDescription.image(description.shape()));
    json.put("fields", PageDescription.fields(description.conditions()));
    json.put("decoder", steps(Program.ofDecoder(description)));
    json.put(
        "mean", PageDescription.mean(description.reconstructionLoss(), description.features()));
    json.put("scaling", PageDescription.scaling(description.scaling()));
    json.put("prior", prior(description));
    sampler.ifPresent(fitted -> json.put("sampler", fitted.json()));
    json.put("data", file.provenance().data());
  }

  /**
   * Translates a model.
   *
   * @param file the model
   * @return what the page has of it
   * @throws InvalidSettingException if the page cannot draw with it; the message names what and why
   */
  static PageModel of(ModelFile file) {
    PageModel model = new PageModel(file);
    Map<String, Tensor> tensors = model.tensors();
    for (String name : model.names) {
      if (!tensors.containsKey(name)) {
        throw notForThePage("weights", "hold " + name, tensors.keySet());
      }
    }
    return model;
  }

  private List<Map<String, Object>> steps(Program program) {
    names.addAll(program.tensors());
    return program.steps();
  }

  /** The steps to mean and log-variance, or none for N(0, I). */
  private List<Map<String, Object>> prior(ModelDescription description) {
    Prior prior = description.prior();
    if (prior instanceof StandardNormal) {
      return List.of();
    } else if (prior instanceof ConditionalNormal conditional) {
      return steps(Program.ofPrior(description, conditional));
    }
    throw notForThePage("prior", "be N(0, I) or a conditional one", prior);
  }

  private Map<String, Tensor> tensors() {
    return file.tensors().stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
  }

  /**
   * The model in fewer bits.
   *
   * @param precision of the weights
   * @param walk the latents that the page's sliders walk along
   * @return its script, and the model that computes as the page does
   */
  Rounded rounded(WeightPrecision precision, List<Integer> walk) {
    Map<String, RoundedTensor> rounded = new LinkedHashMap<>();
    Map<String, Tensor> exact = tensors();
    for (String name : names) {
      Tensor tensor = Objects.requireNonNull(exact.get(name)); // of() has looked
      rounded.put(name, RoundedTensor.of(tensor, precision));
    }
    boolean float32 = precision == WeightPrecision.FLOAT32;
    WeightPrecision ofSampler = float32 ? precision : WeightPrecision.FLOAT16;
    sampler.stream()
        .flatMap(fitted -> fitted.tensors().stream())
        .forEach(tensor -> rounded.put(tensor.name(), RoundedTensor.of(tensor, ofSampler)));
    Map<String, Object> complete = new LinkedHashMap<>(json);
    complete.put("walk", walk);
    complete.put("precision", precision.name().toLowerCase(Locale.ROOT));
    return new Rounded(precision, script(complete, rounded), restored(rounded));
  }

  /**
   * A model in fewer bits.
   *
   * @param precision of its weights
   * @param script that sets the global {@code cvaeModel}
   * @param file the model with the numbers that the script has
   */
  record Rounded(WeightPrecision precision, String script, ModelFile file) {}

  private static String script(Map<String, Object> json, Map<String, RoundedTensor> tensors) {
    StringBuilder out = new StringBuilder();
    out.append("// ").append(Page.MARK).append('\n');
    out.append("globalThis.cvaeModel = ").append(Json.write(json)).append(";\n");
    tensors.forEach(
        (name, tensor) -> {
          out.append("(cvaeModel.tensors ??= {})[").append(Json.write(name)).append("] = {shape: ");
          out.append(shape(tensor)).append(", precision: ");
          out.append(Json.write(tensor.precision().name().toLowerCase(Locale.ROOT)));
          out.append(", values: ");
          ByteText.write(tensor.values(), out);
          out.append(", scales: ");
          ByteText.write(tensor.scales(), out);
          out.append("};\n");
        });
    return out.toString();
  }

  private static String shape(RoundedTensor tensor) {
    return Arrays.toString(tensor.restored().shape());
  }

  private ModelFile restored(Map<String, RoundedTensor> rounded) {
    Map<String, Tensor> restored = new HashMap<>();
    rounded.forEach((name, tensor) -> restored.put(name, tensor.restored()));
    List<Tensor> tensors =
        file.tensors().stream().map(exact -> restored.getOrDefault(exact.name(), exact)).toList();
    Optional<FittedSampler> fitted = sampler.map(s -> s.rounded(restored));
    return file.withTensors(tensors).withSampler(fitted);
  }
}
