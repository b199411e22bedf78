package dev.cvae.file;

import dev.cvae.training.EarlyStopping;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** {@link TrainingSettings} as JSON. What is off is not there, as in files of older versions. */
final class TrainingSettingsJson {
  private TrainingSettingsJson() {}

  static Map<String, Object> write(TrainingSettings settings) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!settings.objective().equals(defaults().objective())) {
      json.put("objective", ObjectiveJson.write(settings.objective()));
    }
    json.put("optimiser", OptimiserJson.write(settings.optimiser()));
    json.put("learning_rate", settings.learningRate());
    if (!settings.learningRateSchedule().equals(defaults().learningRateSchedule())) {
      json.put("learning_rate_schedule", ScheduleJson.write(settings.learningRateSchedule()));
    }
    settings.clipGradientNorm().ifPresent(norm -> json.put("clip_gradient_norm", norm));
    json.put("batch_size", settings.batchSize());
    json.put("epochs", settings.epochs());
    settings.steps().ifPresent(steps -> json.put("steps", steps));
    settings.timeLimit().ifPresent(limit -> json.put("time_limit", limit.toString()));
    settings.validationSplit().ifPresent(share -> json.put("validation_split", share));
    settings.earlyStopping().ifPresent(rule -> json.put("early_stopping", earlyStopping(rule)));
    if (settings.bestWeights()) {
      json.put("best_weights", true);
    }
    if (settings.precision() != defaults().precision()) {
      json.put("precision", settings.precision().name().toLowerCase(Locale.ROOT));
    }
    json.put("seed", settings.seed());
    return json;
  }

  static TrainingSettings read(JsonObject json) {
    return new TrainingSettings(
        json.optional("objective").map(ObjectiveJson::read).orElse(defaults().objective()),
        OptimiserJson.read(json.object("optimiser")),
        json.real("learning_rate"),
        json.optional("learning_rate_schedule")
            .map(ScheduleJson::read)
            .orElse(defaults().learningRateSchedule()),
        optionalReal(json, "clip_gradient_norm"),
        json.integer("batch_size"),
        json.integer("epochs"),
        json.has("steps") ? OptionalLong.of(json.number("steps")) : OptionalLong.empty(),
        json.has("time_limit") ? Optional.of(json.duration("time_limit")) : Optional.empty(),
        optionalReal(json, "validation_split"),
        json.optional("early_stopping").map(TrainingSettingsJson::earlyStopping),
        json.has("best_weights") && json.truth("best_weights"),
        json.has("precision") ? Precision.named(json.string("precision")) : defaults().precision(),
        json.number("seed"));
  }

  private static TrainingSettings defaults() {
    return TrainingSettings.defaults();
  }

  private static OptionalDouble optionalReal(JsonObject json, String member) {
    return json.has(member) ? OptionalDouble.of(json.real(member)) : OptionalDouble.empty();
  }

  private static Map<String, Object> earlyStopping(EarlyStopping rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("patience", rule.patience());
    json.put("min_delta", rule.minDelta());
    return json;
  }

  private static EarlyStopping earlyStopping(JsonObject json) {
    return new EarlyStopping(json.integer("patience"), json.real("min_delta"));
  }
}
