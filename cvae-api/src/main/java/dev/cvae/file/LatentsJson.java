package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentDiagnostics.Latent;
import dev.cvae.training.LatentSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How a fit used its latents as JSON: of an epoch in short, at the end each of them. */
final class LatentsJson {
  private LatentsJson() {}

  static Map<String, Object> write(LatentSummary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", summary.active());
    json.put("latents", summary.latents());
    json.put("kl", summary.kl());
    json.put("mismatch", summary.mismatch());
    return json;
  }

  static LatentSummary readSummary(JsonObject json) {
    return new LatentSummary(
        json.integer("active"), json.integer("latents"), json.real("kl"), json.real("mismatch"));
  }

  /** A list for each figure, in the order of the latents. */
  static Map<String, Object> write(LatentDiagnostics diagnostics) {
    List<Latent> latents = diagnostics.latents();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kl", diagnostics.kl());
    json.put("activity", latents.stream().map(Latent::activity).toList());
    json.put("mismatch", latents.stream().map(Latent::mismatch).toList());
    if (latents.stream().allMatch(latent -> latent.kl().isPresent())) {
      json.put("kl_of_each", latents.stream().map(latent -> latent.kl().getAsDouble()).toList());
    }
    return json;
  }

  static LatentDiagnostics read(JsonObject json) {
    double[] activity = json.reals("activity");
    double[] mismatch = json.reals("mismatch");
    boolean factorises = json.has("kl_of_each");
    double[] kl = factorises ? json.reals("kl_of_each") : activity;
    if (mismatch.length != activity.length || kl.length != activity.length) {
      throw new ModelFileException("provenance.latents must have lists of one length");
    }
    List<Latent> latents = new ArrayList<>();
    for (int i = 0; i < activity.length; i++) {
      OptionalDouble ofLatent = factorises ? OptionalDouble.of(kl[i]) : OptionalDouble.empty();
      latents.add(new Latent(activity[i], ofLatent, mismatch[i]));
    }
    return new LatentDiagnostics(latents, json.real("kl"));
  }
}
