package dev.cvae.file;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Shape;
import dev.cvae.model.Activation;
import dev.cvae.model.CustomNetwork;
import dev.cvae.model.Mlp;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Network;
import dev.cvae.model.Prior;
import dev.cvae.model.ReconstructionLoss;
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
    json.put("reconstruction_loss", loss(description.reconstructionLoss()));
    json.put("prior", prior(description.prior()));
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
        loss(json.object("reconstruction_loss")),
        prior(json.object("prior")));
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

  private static Map<String, Object> loss(ReconstructionLoss loss) {
    if (loss instanceof ReconstructionLoss.Bernoulli) {
      return kind("bce");
    } else if (loss instanceof ReconstructionLoss.Gaussian) {
      return kind("mse");
    }
    throw new IllegalArgumentException("a loss without a kind in the file: " + loss);
  }

  private static ReconstructionLoss loss(JsonObject json) {
    return switch (json.string("kind")) {
      case "bce" -> ReconstructionLoss.BCE;
      case "mse" -> ReconstructionLoss.MSE;
      default -> throw json.unknown("kind");
    };
  }

  private static Map<String, Object> prior(Prior prior) {
    if (prior instanceof Prior.StandardNormal) {
      return kind("standard_normal");
    }
    throw new IllegalArgumentException("a prior without a kind in the file: " + prior);
  }

  private static Prior prior(JsonObject json) {
    if (json.string("kind").equals("standard_normal")) {
      return Prior.STANDARD_NORMAL;
    }
    throw json.unknown("kind");
  }

  private static Map<String, Object> kind(String kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    return json;
  }

  /** An own network as a file knows it: by name. */
  private record NamedNetwork(String name) implements CustomNetwork {}
}
