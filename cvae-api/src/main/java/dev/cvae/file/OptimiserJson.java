package dev.cvae.file;

import dev.cvae.training.Adam;
import dev.cvae.training.AdamW;
import dev.cvae.training.Optimiser;
import dev.cvae.training.RmsProp;
import dev.cvae.training.Sgd;
import java.util.LinkedHashMap;
import java.util.Map;

/** An {@link Optimiser} as JSON. */
final class OptimiserJson {
  private OptimiserJson() {}

  static Map<String, Object> write(Optimiser optimiser) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (optimiser instanceof Adam adam) {
      json.put("kind", "adam");
      json.put("beta1", adam.beta1());
      json.put("beta2", adam.beta2());
      json.put("epsilon", adam.epsilon());
    } else if (optimiser instanceof AdamW adamW) {
      json.put("kind", "adamw");
      json.put("beta1", adamW.beta1());
      json.put("beta2", adamW.beta2());
      json.put("epsilon", adamW.epsilon());
      json.put("weight_decay", adamW.weightDecay());
    } else if (optimiser instanceof Sgd sgd) {
      json.put("kind", "sgd");
      json.put("momentum", sgd.momentum());
      putDecay(json, sgd.weightDecay());
    } else if (optimiser instanceof RmsProp rmsProp) {
      json.put("kind", "rmsprop");
      json.put("alpha", rmsProp.alpha());
      json.put("epsilon", rmsProp.epsilon());
      json.put("momentum", rmsProp.momentum());
      putDecay(json, rmsProp.weightDecay());
    } else {
      throw new IllegalArgumentException("no JSON for " + optimiser);
    }
    return json;
  }

  static Optimiser read(JsonObject json) {
    return switch (json.string("kind")) {
      case "adam" -> new Adam(json.real("beta1"), json.real("beta2"), json.real("epsilon"));
      case "adamw" ->
          new AdamW(
              json.real("beta1"),
              json.real("beta2"),
              json.real("epsilon"),
              json.real("weight_decay"));
      case "sgd" -> new Sgd(json.real("momentum"), decay(json));
      case "rmsprop" ->
          new RmsProp(json.real("alpha"), json.real("epsilon"), json.real("momentum"), decay(json));
      default -> throw json.unknown("kind");
    };
  }

  private static void putDecay(Map<String, Object> json, double decay) {
    if (decay != 0) {
      json.put("weight_decay", decay);
    }
  }

  private static double decay(JsonObject json) {
    return json.has("weight_decay") ? json.real("weight_decay") : 0;
  }
}
