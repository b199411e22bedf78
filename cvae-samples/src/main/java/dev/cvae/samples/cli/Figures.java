package dev.cvae.samples.cli;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.LatentSummary;
import dev.cvae.training.TrainingHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model's figures as JSON has them: nats per example, one name for each in every command. */
final class Figures {
  private Figures() {}

  static Map<String, Object> of(Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("examples", evaluation.examples());
    json.put("elbo", evaluation.elbo());
    json.put("log_likelihood", evaluation.logLikelihood());
    json.put("reconstruction", evaluation.reconstruction());
    json.put("kl", evaluation.kl());
    return json;
  }

  static List<Map<String, Object>> of(TrainingHistory history) {
    return history.epochs().stream().map(Figures::of).toList();
  }

  private static Map<String, Object> of(EpochResult epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch.epoch());
    json.put("train", of(epoch.train()));
    epoch.validation().ifPresent(test -> json.put("test", of(test)));
    epoch.latents().ifPresent(latents -> json.put("latents", of(latents)));
    return json;
  }

  private static Map<String, Object> of(LatentSummary latents) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", latents.active());
    json.put("mismatch", latents.mismatch());
    return json;
  }
}
