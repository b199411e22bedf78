package dev.cvae.file;

import dev.cvae.model.Provenance;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.Optimiser;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Provenance} as JSON; docs/files.md shows one. */
final class ProvenanceJson {
  private ProvenanceJson() {}

  static String write(Provenance provenance) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", provenance.data());
    data.put("examples", provenance.examples());
    data.put("sha256", provenance.fingerprint());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("library", provenance.library());
    json.put("engine", provenance.engine());
    json.put("settings", settings(provenance.settings()));
    json.put("data", data);
    json.put("history", provenance.history().epochs().stream().map(ProvenanceJson::epoch).toList());
    return Json.write(json);
  }

  static Provenance read(String text) {
    JsonObject json = new JsonObject("provenance", Json.read(text));
    JsonObject data = json.object("data");
    return new Provenance(
        json.string("library"),
        json.string("engine"),
        settings(json.object("settings")),
        data.string("name"),
        data.number("examples"),
        data.string("sha256"),
        new TrainingHistory(json.objects("history").stream().map(ProvenanceJson::epoch).toList()));
  }

  private static Map<String, Object> settings(TrainingSettings settings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("optimiser", optimiser(settings.optimiser()));
    json.put("learning_rate", settings.learningRate());
    json.put("batch_size", settings.batchSize());
    json.put("epochs", settings.epochs());
    json.put("seed", settings.seed());
    return json;
  }

  private static TrainingSettings settings(JsonObject json) {
    return new TrainingSettings(
        optimiser(json.object("optimiser")),
        json.real("learning_rate"),
        json.integer("batch_size"),
        json.integer("epochs"),
        json.number("seed"));
  }

  private static Map<String, Object> optimiser(Optimiser optimiser) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (optimiser instanceof Optimiser.Adam adam) {
      json.put("kind", "adam");
      json.put("beta1", adam.beta1());
      json.put("beta2", adam.beta2());
      json.put("epsilon", adam.epsilon());
    } else {
      json.put("kind", "sgd");
      json.put("momentum", ((Optimiser.Sgd) optimiser).momentum());
    }
    return json;
  }

  private static Optimiser optimiser(JsonObject json) {
    return switch (json.string("kind")) {
      case "adam" ->
          new Optimiser.Adam(json.real("beta1"), json.real("beta2"), json.real("epsilon"));
      case "sgd" -> new Optimiser.Sgd(json.real("momentum"));
      default -> throw json.unknown("kind");
    };
  }

  private static Map<String, Object> epoch(EpochResult epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch.epoch());
    json.put("train", evaluation(epoch.train()));
    epoch.validation().ifPresent(validation -> json.put("validation", evaluation(validation)));
    return json;
  }

  private static EpochResult epoch(JsonObject json) {
    return new EpochResult(
        json.integer("epoch"),
        evaluation(json.object("train")),
        json.optional("validation").map(ProvenanceJson::evaluation));
  }

  private static Map<String, Object> evaluation(Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("examples", evaluation.examples());
    json.put("log_likelihood", evaluation.logLikelihood());
    json.put("kl", evaluation.kl());
    json.put("reconstruction", evaluation.reconstruction());
    return json;
  }

  private static Evaluation evaluation(JsonObject json) {
    return new Evaluation(
        json.number("examples"),
        json.real("log_likelihood"),
        json.real("kl"),
        json.real("reconstruction"));
  }
}
