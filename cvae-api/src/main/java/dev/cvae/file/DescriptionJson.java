package dev.cvae.file;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.scaling.FittedScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A {@link ModelDescription} as JSON; docs/files.md shows one. */
final class DescriptionJson {
  private DescriptionJson() {}

  static String write(ModelDescription description) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", Arrays.stream(description.shape().dimensions()).boxed().toList());
    json.put(
        "conditions", description.conditions().fields().stream().map(FieldJson::write).toList());
    description.conditions().dropout().ifPresent(rate -> json.put("condition_dropout", rate));
    json.put("latent", description.latent());
    json.put("encoder", network(description.encoder()));
    json.put("decoder", network(description.decoder()));
    json.put("reconstruction_loss", LossJson.write(description.reconstructionLoss()));
    json.put("prior", PriorJson.write(description.prior()));
    if (!description.scaling().isNone()) {
      json.put("scaling", ScalingJson.write(description.scaling()));
    }
    return Json.write(json);
  }

  static ModelDescription read(String text) {
    JsonObject json = new JsonObject("description", Json.read(text));
    return new ModelDescription(
        Shape.of(json.integers("shape")),
        conditions(json),
        json.integer("latent"),
        network(json.object("encoder")),
        network(json.object("decoder")),
        LossJson.read(json.object("reconstruction_loss")),
        PriorJson.read(json.object("prior")),
        json.optional("scaling").map(ScalingJson::read).orElse(FittedScaling.none()));
  }

  private static ConditionSchema conditions(JsonObject json) {
    return new ConditionSchema(
        json.objects("conditions").stream().map(FieldJson::read).toList(),
        json.has("condition_dropout")
            ? OptionalDouble.of(json.real("condition_dropout"))
            : OptionalDouble.empty());
  }

  private static Map<String, Object> network(Network network) {
    if (network instanceof CustomNetwork custom) {
      Map<String, Object> json = kind("custom");
      json.put("name", custom.name());
      return json;
    }
    Mlp mlp = (Mlp) network;
    Map<String, Object> json = kind("mlp");
    json.put("hidden", mlp.hidden());
    json.put("activation", mlp.activation().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static Network network(JsonObject json) {
    return switch (json.string("kind")) {
      case "mlp" ->
          new Mlp(Arrays.stream(json.integers("hidden")).boxed().toList(), activation(json));
      case "custom" -> new NamedNetwork(json.string("name"));
      default -> throw json.unknown("kind");
    };
  }

  private static Activation activation(JsonObject json) {
    String name = json.string("activation");
    return Arrays.stream(Activation.values())
        .filter(activation -> activation.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> json.unknown("activation"));
  }

  private static Map<String, Object> kind(String kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    return json;
  }

  /** An own network as a file knows it: by name. */
  private record NamedNetwork(String name) implements CustomNetwork {}
}
