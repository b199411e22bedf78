package dev.cvae.onnx;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Normal;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One of a model's graphs: read the three static methods as what the files compute. */
final class ModelGraph {
  private final ModelFile model;
  private final Graph graph = new Graph();
  private final Layers layers;
  private final Architecture<Value> architecture;
  private Optional<ConditionInputs> fields = Optional.empty();
  private Optional<Value> c = Optional.empty();

  private ModelGraph(ModelFile model) {
    this.model = model;
    this.layers = new Layers(graph, model.tensors());
    this.architecture = new Architecture<>(model.description(), layers);
  }

  /** x, c → mean and log-variance of q(z|x,c). */
  static byte[] encoder(ModelFile model) {
    ModelGraph it = new ModelGraph(model);
    ModelDescription description = model.description();
    Value x = it.graph.floats("x", description.features(), "data in its own units");
    it.readCondition();
    Value scaled = new Scalings(it.graph).scale(description.scaling(), x);
    Value complete =
        description.reconstructionLoss().allowsMissing()
            ? scaled.isNaN().choose(it.graph.number(0f), scaled)
            : scaled;
    Normal<Value> posterior = it.architecture.encoder(complete, it.c);
    it.graph.output("mean", posterior.mean(), description.latent(), "of q(z|x,c)");
    it.graph.output("log_variance", posterior.logVariance(), description.latent(), "of q(z|x,c)");
    return it.bytes("encoder", "q(z|x,c) of a conditional variational auto-encoder");
  }

  /** z, c → mean of p(x|z,c). */
  static byte[] decoder(ModelFile model) {
    ModelGraph it = new ModelGraph(model);
    Value z = it.graph.floats("z", model.description().latent(), "latents");
    it.readCondition();
    it.outputX(z);
    return it.bytes("decoder", "the mean of p(x|z,c) of a conditional variational auto-encoder");
  }

  /** ε, c → z and the mean of p(x|z,c). */
  static byte[] generate(ModelFile model) {
    ModelGraph it = new ModelGraph(model);
    int latent = model.description().latent();
    Value noise = it.graph.floats("noise", latent, "drawn from N(0, I)");
    it.readCondition();
    Latents latents = new Latents(it, noise);
    Value fromPrior = latents.fromPrior();
    Value z = model.sampler().map(fitted -> latents.from(fitted, fromPrior)).orElse(fromPrior);
    it.outputX(z);
    it.graph.output("z", z, latent, "the latents, for the decoder");
    return it.bytes("generate", "draws of a conditional variational auto-encoder, as means");
  }

  private void readCondition() {
    ConditionInputs inputs = new ConditionInputs(graph, model.description().conditions());
    fields = Optional.of(inputs);
    c = architecture.condition(inputs);
  }

  private void outputX(Value z) {
    ModelDescription description = model.description();
    int features = description.features();
    Value outputs = architecture.decoder(z, c);
    Value mean = new Means(graph).of(description.reconstructionLoss(), outputs, features);
    Value x = new Scalings(graph).undo(description.scaling(), mean);
    graph.output("x", x, features, "mean of p(x|z,c) in the data's units");
  }

  private byte[] bytes(String name, String meaning) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("cvae.graph", name);
    metadata.put("cvae.description", model.descriptionJson());
    return graph.model(name, meaning, metadata);
  }

  Graph graph() {
    return graph;
  }

  ModelDescription description() {
    return model.description();
  }

  Layers layers() {
    return layers;
  }

  Architecture<Value> architecture() {
    return architecture;
  }

  /** The condition's fields. */
  ConditionInputs fields() {
    return fields.orElseThrow();
  }

  /** The condition as the networks see it. */
  Optional<Value> c() {
    return c;
  }
}
