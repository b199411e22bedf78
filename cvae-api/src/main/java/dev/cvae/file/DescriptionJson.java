package dev.cvae.file;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A {@link ModelDescription} as JSON; docs/files.md shows one. */
final class DescriptionJson {
  private DescriptionJson() {}

  static String write(ModelDescription description) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", Arrays.stream(description.shape().dimensions()).boxed().toList());
    json.put(
        "conditions",
        description.conditions().fields().stream().map(DescriptionJson::field).toList());
    json.put("latent", description.latent());
    json.put("encoder", network(description.encoder()));
    json.put("decoder", network(description.decoder()));
    json.put("reconstruction_loss", LossJson.write(description.reconstructionLoss()));
    json.put("prior", PriorJson.write(description.prior()));
    return Json.write(json);
  }

  static ModelDescription read(String text) {
    JsonObject json = new JsonObject("description", Json.read(text));
    return new ModelDescription(
        Shape.of(json.integers("shape")),
        new ConditionSchema(
            json.objects("conditions").stream().map(DescriptionJson::field).toList()),
        json.integer("latent"),
        network(json.object("encoder")),
        network(json.object("decoder")),
        LossJson.read(json.object("reconstruction_loss")),
        PriorJson.read(json.object("prior")));
  }

  private static Map<String, Object> field(Field field) {
    CategoryField category = (CategoryField) field;
    Map<String, Object> json = kind("category");
    json.put("name", category.name());
    json.put("categories", category.categories());
    return json;
  }

  private static Field field(JsonObject json) {
    if (json.string("kind").equals("category")) {
      return new CategoryField(json.string("name"), json.integer("categories"));
    }
    throw json.unknown("kind");
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
