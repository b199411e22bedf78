package dev.cvae.file;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.FieldEncoder;
import dev.cvae.scaling.FittedScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
    if (!description.fieldEncoders().isEmpty()) {
      json.put("field_encoders", fieldEncoders(description));
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
        json.optional("scaling").map(ScalingJson::read).orElse(FittedScaling.none()),
        fieldEncoders(json));
  }

  /** In the order of the fields. */
  private static List<Object> fieldEncoders(ModelDescription description) {
    List<Object> encoders = new ArrayList<>();
    for (Field field : description.conditions().fields()) {
      FieldEncoder encoder = description.fieldEncoders().get(field.name());
      if (encoder != null) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", field.name());
        json.putAll(NetworkJson.write(encoder));
        encoders.add(json);
      }
    }
    return encoders;
  }

  private static Map<String, FieldEncoder> fieldEncoders(JsonObject json) {
    Map<String, FieldEncoder> encoders = new HashMap<>();
    if (json.has("field_encoders")) {
      json.objects("field_encoders")
          .forEach(one -> encoders.put(one.string("field"), NetworkJson.readFieldEncoder(one)));
    }
    return encoders;
  }

  private static ConditionSchema conditions(JsonObject json) {
    return new ConditionSchema(
        json.objects("conditions").stream().map(FieldJson::read).toList(),
        json.has("condition_dropout")
            ? OptionalDouble.of(json.real("condition_dropout"))
            : OptionalDouble.empty());
  }
}
