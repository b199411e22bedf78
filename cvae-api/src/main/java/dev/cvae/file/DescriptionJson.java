package dev.cvae.file;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.scaling.FittedScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    json.put("encoder", NetworkJson.write(description.encoder()));
    json.put("decoder", NetworkJson.write(description.decoder()));
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
        NetworkJson.read(json.object("encoder")),
        NetworkJson.read(json.object("decoder")),
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
}
