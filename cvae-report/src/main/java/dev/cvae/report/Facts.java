package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a model is and where it comes from, as names and values. */
final class Facts {
  private Facts() {}

  static Map<String, String> ofModel(GenerativeModel model) {
    ModelDescription description = model.description();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data x", description.shape().toString());
    facts.put("condition c", description.conditions().toString());
    facts.put("latent z", Integer.toString(description.latent()));
    facts.put("encoder", text(description.encoder()));
    facts.put("decoder", text(description.decoder()));
    description
        .fieldEncoders()
        .forEach((field, encoder) -> facts.put("encoder of " + field, encoder.toString()));
    facts.put("reconstruction loss", description.reconstructionLoss().toString());
    facts.put("prior", description.prior().toString());
    facts.put("sampler", model.sampler().map(Object::toString).orElse("none"));
    facts.put(
        "scaling", description.scaling().isNone() ? "none" : description.scaling().toString());
    return facts;
  }

  static Map<String, String> ofFit(TrainingSettings settings, TrainingHistory history) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("objective", settings.objective().toString());
    facts.put("optimiser", settings.optimiser().toString());
    facts.put("learning rate", Double.toString(settings.learningRate()));
    facts.put("schedule", settings.learningRateSchedule().toString());
    settings
        .clipGradientNorm()
        .ifPresent(norm -> facts.put("gradients clipped to", Double.toString(norm)));
    facts.put("batch size", Integer.toString(settings.batchSize()));
    facts.put("epochs", history.epochs().size() + " of " + settings.epochs());
    settings.steps().ifPresent(steps -> facts.put("steps, at most", Long.toString(steps)));
    settings.timeLimit().ifPresent(limit -> facts.put("time limit", limit.toString()));
    settings
        .validationSplit()
        .ifPresent(share -> facts.put("held out for validation", Double.toString(share)));
    settings.earlyStopping().ifPresent(rule -> facts.put("early stopping", rule.toString()));
    facts.put("weights", settings.bestWeights() ? "of the best epoch" : "of the last epoch");
    history.end().ifPresent(end -> facts.put("ended by", words(end)));
    facts.put("seed", Long.toString(settings.seed()));
    return facts;
  }

  static Map<String, String> ofOrigin(Provenance provenance) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("training data", provenance.data());
    facts.put("examples", String.format(Locale.ROOT, "%,d", provenance.examples()));
    facts.put("SHA-256 of the data", provenance.fingerprint());
    facts.put("engine", provenance.engine());
    facts.put("library", "cvae " + provenance.library());
    return facts;
  }

  private static String words(TrainingHistory.End end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(Network network) {
    if (network instanceof CustomNetwork own) {
      return "own blocks " + own.name();
    }
    return network instanceof Mlp mlp
        ? "hidden layers " + mlp.hidden() + ", " + words(mlp)
        : network.toString();
  }

  private static String words(Mlp mlp) {
    return mlp.activation().name().toLowerCase(Locale.ROOT);
  }
}
