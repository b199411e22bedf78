package dev.cvae.file;

import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.Prior;
import dev.cvae.prior.StandardNormal;
import dev.cvae.prior.VampPrior;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Prior} as JSON. */
final class PriorJson {
  private PriorJson() {}

  static Map<String, Object> write(Prior prior) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (prior instanceof StandardNormal) {
      json.put("kind", "standard_normal");
    } else if (prior instanceof ConditionalNormal conditional) {
      json.put("kind", "conditional_normal");
      json.put("hidden", conditional.hidden());
    } else {
      json.put("kind", "vamp");
      json.put("components", ((VampPrior) prior).components());
    }
    return json;
  }

  static Prior read(JsonObject json) {
    return switch (json.string("kind")) {
      case "standard_normal" -> Prior.STANDARD_NORMAL;
      case "conditional_normal" ->
          new ConditionalNormal(Arrays.stream(json.integers("hidden")).boxed().toList());
      case "vamp" -> new VampPrior(json.integer("components"));
      default -> throw json.unknown("kind");
    };
  }
}
