package dev.cvae.samples.cli;

import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Conv;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.report.EpochTable;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae info}: what a model's file says of it; no engine is started. */
@Command(
    name = "info",
    aliases = "describe",
    description = "Prints what a model is, where it comes from, and how its fit went.")
final class InfoCommand implements Callable<Integer> {
  @Mixin private final ModelFileOption model = new ModelFileOption();

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    ModelFile file = ModelFile.read(model.path());
    TrainingHistory history = file.provenance().history();
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>(facts(file));
      document.put("history", Figures.of(history));
      document.put("warnings", file.warnings());
      screen.sayJson(document);
    } else {
      facts(file).forEach((name, value) -> screen.say("%-20s %s", name.replace('_', ' '), value));
      screen.line("");
      EpochTable.of(history).forEach(screen::line);
      screen.line("");
      history.latents().ifPresent(latents -> screen.line(latents.toString()));
      file.warnings().forEach(warning -> screen.say("Warning: %s", warning));
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> facts(ModelFile file) {
    ModelDescription description = file.description();
    Provenance provenance = file.provenance();
    TrainingSettings settings = provenance.settings();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("shape", dimensions(description));
    facts.put("condition", description.conditions().toString());
    facts.put("latent", description.latent());
    facts.put("encoder", text(description.encoder()));
    facts.put("decoder", text(description.decoder()));
    facts.put("reconstruction_loss", description.reconstructionLoss().toString());
    facts.put("prior", description.prior().toString());
    if (!description.scaling().isNone()) {
      facts.put("scaling", description.scaling().toString());
    }
    file.sampler().ifPresent(sampler -> facts.put("sampler", sampler.toString()));
    facts.put("parameters", parameters(file));
    if (provenance.isImported()) {
      facts.put("imported_from", provenance.data());
      facts.put("library", provenance.library());
      return facts;
    }
    facts.put("data", provenance.data());
    facts.put("examples", provenance.examples());
    facts.put("data_sha256", provenance.fingerprint());
    facts.put("optimiser", settings.optimiser().toString());
    facts.put("learning_rate", settings.learningRate());
    facts.put("batch_size", settings.batchSize());
    facts.put("epochs", settings.epochs());
    facts.put("seed", settings.seed());
    facts.put("engine", provenance.engine());
    facts.put("library", provenance.library());
    return facts;
  }

  private static List<Integer> dimensions(ModelDescription description) {
    List<Integer> dimensions = new ArrayList<>();
    for (int dimension : description.shape().dimensions()) {
      dimensions.add(dimension);
    }
    return dimensions;
  }

  private static String text(Network network) {
    if (network instanceof CustomNetwork own) {
      return "own blocks " + own.name();
    }
    if (network instanceof Conv conv) {
      return conv + " " + conv.activation().name().toLowerCase(Locale.ROOT);
    }
    Mlp mlp = (Mlp) network;
    return mlp.hidden() + " " + mlp.activation().name().toLowerCase(Locale.ROOT);
  }

  private static long parameters(ModelFile file) {
    return file.tensors().stream().mapToLong(tensor -> tensor.values().length).sum();
  }
}
