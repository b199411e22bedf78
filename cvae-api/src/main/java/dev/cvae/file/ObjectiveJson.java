package dev.cvae.file;

import dev.cvae.objective.KlWeight;
import dev.cvae.objective.Objective;
import dev.cvae.objective.Objective.Bound;
import java.util.LinkedHashMap;
import java.util.Map;

/** An {@link Objective} as JSON. */
final class ObjectiveJson {
  private ObjectiveJson() {}

  static Map<String, Object> write(Objective objective) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "bound",
        switch (objective.bound()) {
          case ELBO -> "elbo";
          case IWAE -> "iwae";
          case DREG -> "dreg";
        });
    json.put("samples", objective.samples());
    json.put("kl_weight", klWeight(objective.klWeight()));
    json.put("free_bits", objective.freeBits());
    return json;
  }

  static Objective read(JsonObject json) {
    Bound bound =
        switch (json.string("bound")) {
          case "elbo" -> Bound.ELBO;
          case "iwae" -> Bound.IWAE;
          case "dreg" -> Bound.DREG;
          default -> throw json.unknown("bound");
        };
    return new Objective(
        bound, json.integer("samples"), klWeight(json.object("kl_weight")), json.real("free_bits"));
  }

  private static Map<String, Object> klWeight(KlWeight weight) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (weight instanceof KlWeight.Constant constant) {
      json.put("kind", "constant");
      json.put("beta", constant.beta());
    } else if (weight instanceof KlWeight.Linear linear) {
      json.put("kind", "linear");
      json.put("beta", linear.beta());
      json.put("warm_up_epochs", linear.warmUpEpochs());
    } else {
      KlWeight.Cyclical cyclical = (KlWeight.Cyclical) weight;
      json.put("kind", "cyclical");
      json.put("beta", cyclical.beta());
      json.put("period_epochs", cyclical.periodEpochs());
      json.put("rising", cyclical.rising());
    }
    return json;
  }

  private static KlWeight klWeight(JsonObject json) {
    return switch (json.string("kind")) {
      case "constant" -> new KlWeight.Constant(json.real("beta"));
      case "linear" -> new KlWeight.Linear(json.real("beta"), json.real("warm_up_epochs"));
      case "cyclical" ->
          new KlWeight.Cyclical(json.real("beta"), json.real("period_epochs"), json.real("rising"));
      default -> throw json.unknown("kind");
    };
  }
}
