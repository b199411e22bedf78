package dev.cvae.file;

import dev.cvae.model.Provenance;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    json.put("settings", TrainingSettingsJson.write(provenance.settings()));
    json.put("data", data);
    json.put("history", provenance.history().epochs().stream().map(ProvenanceJson::epoch).toList());
    provenance.history().end().ifPresent(end -> json.put("end", text(end)));
    provenance.history().latents().ifPresent(all -> json.put("latents", LatentsJson.write(all)));
    return Json.write(json);
  }

  static Provenance read(String text) {
    JsonObject json = new JsonObject("provenance", Json.read(text));
    JsonObject data = json.object("data");
    return new Provenance(
        json.string("library"),
        json.string("engine"),
        TrainingSettingsJson.read(json.object("settings")),
        data.string("name"),
        data.number("examples"),
        data.string("sha256"),
        history(json));
  }

  private static TrainingHistory history(JsonObject json) {
    List<EpochResult> epochs = json.objects("history").stream().map(ProvenanceJson::epoch).toList();
    return new TrainingHistory(
        epochs,
        json.optionalString("end").map(kind -> end(json, kind)),
        json.optional("latents").map(LatentsJson::read));
  }

  private static TrainingHistory.End end(JsonObject json, String kind) {
    return Arrays.stream(TrainingHistory.End.values())
        .filter(end -> text(end).equals(kind))
        .findFirst()
        .orElseThrow(() -> json.unknown("end"));
  }

  private static String text(TrainingHistory.End end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> epoch(EpochResult epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch.epoch());
    json.put("train", evaluation(epoch.train()));
    epoch.validation().ifPresent(validation -> json.put("validation", evaluation(validation)));
    epoch.latents().ifPresent(summary -> json.put("latents", LatentsJson.write(summary)));
    return json;
  }

  private static EpochResult epoch(JsonObject json) {
    return new EpochResult(
        json.integer("epoch"),
        evaluation(json.object("train")),
        json.optional("validation").map(ProvenanceJson::evaluation),
        json.optional("latents").map(LatentsJson::readSummary));
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
