package dev.cvae;

import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.training.EpochResult;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;

/** A fitted model for people: what it is, where it comes from, how its fit went, what is amiss. */
final class InWords {
  private InWords() {}

  static String of(GenerativeModel fitted) {
    ModelDescription model = fitted.description();
    Provenance from = fitted.provenance();
    TrainingHistory history = from.history();
    List<String> lines = new ArrayList<>();
    lines.add("data " + model.shape() + ", " + model.conditions() + ", latent " + model.latent());
    lines.add("encoder " + model.encoder() + ", decoder " + model.decoder());
    lines.add("reconstruction loss " + model.reconstructionLoss() + ", prior " + model.prior());
    if (!model.scaling().isNone()) {
      lines.add("scaling " + model.scaling());
    }
    fitted.sampler().ifPresent(sampler -> lines.add("sampler " + sampler));
    lines.add(
        from.isImported()
            ? "imported from " + from.data()
            : "fitted to " + from.data() + " (" + from.examples() + " rows) on " + from.engine());
    if (!history.epochs().isEmpty()) {
      lines.add(text(from.settings().bestWeights() ? history.best() : history.last()));
    }
    history.latents().ifPresent(latents -> lines.add(latents.toString()));
    fitted.warnings().forEach(warning -> lines.add("warning: " + warning));
    return String.join("\n", lines);
  }

  private static String text(EpochResult last) {
    String data = last.validation().isPresent() ? "validation " : "train ";
    return "after epoch " + last.epoch() + ": " + data + last.monitored();
  }
}
