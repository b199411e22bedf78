package dev.cvae;

import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.training.EpochResult;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;

/** A fitted model for people: what it is, where it comes from, how its fit went, what is amiss. */
final class InWords {
  private InWords() {}

  static String of(ModelDescription model, Provenance from) {
    TrainingHistory history = from.history();
    List<String> lines = new ArrayList<>();
    lines.add("data " + model.shape() + ", " + model.conditions() + ", latent " + model.latent());
    lines.add("encoder " + text(model.encoder()) + ", decoder " + text(model.decoder()));
    lines.add("reconstruction loss " + model.reconstructionLoss() + ", prior " + model.prior());
    lines.add(
        from.isImported()
            ? "imported from " + from.data()
            : "fitted to " + from.data() + " (" + from.examples() + " rows) on " + from.engine());
    if (!history.epochs().isEmpty()) {
      lines.add(text(from.settings().bestWeights() ? history.best() : history.last()));
    }
    history.latents().ifPresent(latents -> lines.add(latents.toString()));
    history.warnings().forEach(warning -> lines.add("warning: " + warning));
    return String.join("\n", lines);
  }

  private static String text(Network network) {
    return network instanceof Mlp mlp ? "mlp" + mlp.hidden() : network.toString();
  }

  private static String text(EpochResult last) {
    String data = last.validation().isPresent() ? "validation " : "train ";
    return "after epoch " + last.epoch() + ": " + data + last.monitored();
  }
}
